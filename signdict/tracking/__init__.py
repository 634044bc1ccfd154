"""From cameras and videos to landmarks, with OpenCV and MediaPipe."""

"""Recording of signs: partial poses, whole poses, and manual recordings."""

from dataclasses import replace

import numpy as np
import pytest

from signdict.pose import landmarks
from signdict.pose.segmentation import HOLD, LONGEST
from signdict.tracking.recorder import EVERY, Recorder
from tests.support.landmark_streams import HEIGHT, Person

UP, REST, ASIDE = (0.0, 0.2), (0.0, 1.8), (0.8, 0.0)
SIZE = (640, HEIGHT)


def fed(recorder, frames, size=SIZE):
    """Return the events with their seconds."""
    return [(event, frame.seconds) for frame in frames for event in recorder.feed(frame, *size)]


def kinds(events):
    return [event.kind for event, _ in events]


def rest(person):
    return person.hold(1)


def moves(person):
    return [*person.move(0.6, UP, ASIDE), *person.move(0.6, ASIDE, UP)]


def test_a_sign_is_reported_while_it_lasts_and_when_it_ends():
    person, recorder = Person(), Recorder()
    events = fed(recorder, [*rest(person), *moves(person), *rest(person)])
    assert kinds(events) == ["began", "so far", "so far", "so far", "taken"]
    lengths = [len(event.pose) for event, _ in events[1:]]
    assert lengths == sorted(lengths)
    assert not recorder.recording


def test_the_pose_at_the_pause_is_the_pose_of_the_sign():
    person, recorder = Person(), Recorder()
    *_, (asked, rested), (taken, ended) = fed(
        recorder, [*rest(person), *moves(person), *rest(person)]
    )
    assert taken.pose is asked.pose
    assert ended - rested < HOLD + 0.04


def test_a_sign_that_resumes_is_reported_again():
    person, recorder = Person(), Recorder()
    events = fed(
        recorder,
        [*rest(person), *moves(person), *person.hold(0.1), *moves(person), *rest(person)],
    )
    taken = events[-1][0]
    assert kinds(events).count("taken") == 1
    assert taken.pose is events[-2][0].pose
    assert taken.pose.seconds > 2.4


def test_partial_signs_are_reported_at_intervals():
    person, recorder = Person(), Recorder()
    events = fed(recorder, [*rest(person), *moves(person), *moves(person)])
    times = [seconds for event, seconds in events if event.kind == "so far"]
    assert np.diff(times).min() >= EVERY - 0.001


def test_a_pose_has_the_rate_and_size_of_the_frames():
    person, recorder = Person(fps=10), Recorder()
    pose = fed(recorder, [*rest(person), *moves(person), *rest(person)])[-1][0].pose
    assert (pose.width, pose.height) == SIZE
    assert pose.fps == pytest.approx(10)


def test_a_short_rise_of_the_hands_is_dropped():
    person, recorder = Person(), Recorder()
    events = fed(recorder, [*rest(person), *person.hold(0.16, y=0.8), *rest(person)])
    assert kinds(events) == ["began", "so far", "dropped"]


def test_a_manual_recorder_ignores_rising_hands():
    person, recorder = Person(), Recorder(automatic=False)
    assert fed(recorder, [*rest(person), *moves(person), *rest(person)]) == []
    assert recorder.finish() == []


def test_a_manual_recording_begins_and_ends():
    person, recorder = Person(), Recorder(automatic=False)
    fed(recorder, rest(person))
    recorder.begin()
    events = fed(recorder, moves(person))
    assert recorder.recording
    recorder.end()
    events += fed(recorder, person.hold(0.04))
    assert kinds(events) == ["so far", "so far", "taken"]
    assert len(events[-1][0].pose) == 31


def test_an_automatic_recording_can_be_ended_manually():
    person, recorder = Person(), Recorder()
    fed(recorder, [*rest(person), *moves(person)])
    recorder.end()
    assert kinds(fed(recorder, person.hold(0.04, y=0.2))) == ["taken"]
    assert kinds(fed(recorder, [*moves(person), *rest(person)])) == []


def test_ending_without_a_recording_does_nothing():
    person, recorder = Person(), Recorder()
    recorder.end()
    assert kinds(fed(recorder, [*rest(person), *moves(person)]))[0] == "began"


def test_a_manual_recording_can_end_when_the_hands_rest():
    person, recorder = Person(), Recorder(automatic=False)
    fed(recorder, rest(person))
    recorder.begin(until_rest=True)
    events = fed(recorder, [*rest(person), *moves(person), *rest(person)])
    assert kinds(events)[-1] == "taken"
    assert events[-1][0].pose is events[-2][0].pose
    assert kinds(fed(recorder, [*moves(person), *rest(person)])) == []


def test_a_recording_ends_automatically_after_twenty_seconds():
    person, recorder = Person(fps=2), Recorder(automatic=False)
    recorder.begin()
    events = fed(recorder, person.hold(LONGEST + 2))
    assert kinds(events).count("taken") == 1


def test_a_dropped_sign_is_not_reported():
    person, recorder = Person(), Recorder()
    fed(recorder, [*rest(person), *moves(person)])
    recorder.drop()
    assert not recorder.recording
    assert fed(recorder, [*moves(person), *rest(person)]) == []
    recorder.begin()
    fed(recorder, moves(person))
    recorder.drop()
    assert recorder.finish() == []


@pytest.mark.parametrize("automatic", [True, False])
def test_the_end_of_the_stream_returns_the_recording(automatic):
    person, recorder = Person(), Recorder(automatic=automatic)
    if not automatic:
        recorder.begin()
    fed(recorder, [*rest(person), *moves(person)])
    (event,) = recorder.finish()
    assert event.kind == "taken"
    assert event.pose.seconds > 1


def test_larger_frames_are_scaled_to_the_first_size():
    person, recorder = Person(), Recorder()
    first, second = [*rest(person), *person.move(0.6, UP, ASIDE)], person.move(0.6, ASIDE, UP)
    larger = [replace(frame, points=frame.points * (2, 2, 1)) for frame in second]
    fed(recorder, first)
    fed(recorder, larger, (2 * SIZE[0], 2 * SIZE[1]))
    pose = fed(recorder, rest(person))[-1][0].pose
    shoulders = pose.points[:, landmarks.LEFT_SHOULDER, 0]
    assert np.ptp(shoulders) < 1e-3


def test_another_aspect_ratio_discards_the_recording():
    person, recorder = Person(), Recorder()
    assert kinds(fed(recorder, rest(person))) == []
    fed(recorder, moves(person))
    assert kinds(fed(recorder, person.hold(0.04), (1280, 720))) == ["resized"]
    assert kinds(fed(recorder, person.hold(0.04), (640, 480))) == []


def test_frames_that_arrive_unevenly_have_their_true_times():
    person, recorder = Person(), Recorder(automatic=False)
    frames = [frame for frame in moves(person) if not 0.3 < frame.seconds < 0.5]
    recorder.begin()
    fed(recorder, frames)
    [taken] = recorder.finish()
    assert taken.pose.fps == pytest.approx(25)
    assert taken.pose.seconds == pytest.approx(1.2, abs=0.03)
    path = taken.pose.points[:, landmarks.RIGHT_WRIST, 0]
    expected = [frame.points[landmarks.RIGHT_WRIST, 0] for frame in moves(Person())]
    assert path == pytest.approx(np.array(expected), abs=1)

"""The camera controls of the page Sign: messages, cameras, recordings, settings."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt

from signdict.core.errors import VideoError
from signdict.core.types import Match
from signdict.gui.learner import camera_panel
from signdict.gui.learner.camera import CameraWatcher
from signdict.gui.learner.page import LearnerPage
from signdict.gui.learner.shutter import BY_KEY, COUNTDOWN
from signdict.pose import landmarks
from signdict.tracking.camera import CameraName
from tests.gui.support.fake_cameras import Lens, a_memory, a_sign, rest, switch_on
from tests.gui.support.fake_dictionary import a_sign as a_word
from tests.support.fakes import a_pose
from tests.support.landmark_streams import Person

FRONT, DESK = CameraName(0, "Front"), CameraName(1, "Desk")
LOST = VideoError("Front stopped sending pictures.")


class Machine:
    """The cameras of a machine, each with a lens; `used` are the names of those that filmed."""

    def __init__(self):
        self.names, self.used, self.lens, self.cameras = (), [], {}, []

    def camera_of(self, name, tracker):
        self.used.append(name)
        self.cameras.append(self.lens.get(name, Lens()).camera())
        return self.cameras[-1]


@pytest.fixture
def machine(monkeypatch):
    machine = Machine()
    monkeypatch.setattr("signdict.gui.learner.camera.camera_of", machine.camera_of)
    monkeypatch.setattr(camera_panel, "list_cameras", lambda: machine.names)
    return machine


@pytest.fixture
def page(qtbot, tmp_path, machine):
    page = LearnerPage(tmp_path, a_memory(tmp_path))
    qtbot.addWidget(page)
    page.show()
    yield page
    page.close_camera()


@pytest.fixture
def camera(page):
    return page.query.camera


def says(page, words):
    return lambda: words in page.query.sentence


def script(**pose):
    """Two seconds of a person who stands still."""
    return Lens([*Person().hold(2, **pose)])


def without_body():
    return script(hand=False, body=False)


def moved(scale=1.0, shift=0.0):
    frames = rest(Person(), 2)
    for frame in frames:
        frame.points[:, :2] = (frame.points[:, :2] - (320, 200)) * scale + (320 + shift, 200)
        frame.points[landmarks.NOSE, :2] = (320 + shift, 200 - 60 * scale)
    return Lens(frames)


def both_hands():
    frames = rest(Person(), 2)
    return Lens([replace(frame, confidence=np.ones_like(frame.confidence)) for frame in frames])


@pytest.mark.parametrize(
    ("lens", "sentence"),
    [
        (both_hands(), "Both hands are visible. Sign when you are ready."),
        (script(), "One hand is visible."),
        (script(hand=False), "No hand is visible."),
        (without_body(), "Nobody is in view."),
        (moved(scale=0.4), "You are too far away."),
        (moved(scale=4.2), "You are too close."),
        (moved(shift=290), "outside the picture"),
        (moved(scale=-1.0), "The picture is upside down. Rotate it."),
        (Lens(faces=2), "More than one person"),
        (Lens(image=np.full((480, 640, 3), 30, np.uint8)), "It is too dark."),
        (Lens(image=np.zeros((480, 640, 3), np.uint8)), "The picture is black."),
        (Lens([*Person(fps=1).hold(6)], fps=1), "too few frames per second"),
    ],
)
def test_a_message_describes_what_the_camera_sees(page, qtbot, camera, lens, sentence):
    camera.use(lens.camera())
    qtbot.waitUntil(says(page, sentence))
    assert not camera.viewfinder.grab().isNull()


def test_an_outline_is_shown_until_the_user_is_in_position(page, qtbot, camera):
    camera.use(without_body().camera())
    qtbot.waitUntil(says(page, "Nobody"))
    assert camera.viewfinder.outlined
    camera.use(Lens().camera())
    qtbot.waitUntil(says(page, "One hand"))
    assert not camera.viewfinder.outlined


def test_a_sign_is_searched_for_during_and_after_the_recording(page, qtbot, camera):
    person, searched, taken = Person(), [], []
    page.pose_so_far.connect(searched.append)
    camera.shutter.taken.connect(taken.append)
    camera.use(Lens([*rest(person), *a_sign(person)]).camera())
    qtbot.waitUntil(lambda: taken != [])
    assert taken[0] is searched[-1]
    assert len(searched) > 1


def a_match():
    return [Match(1, a_word(1, "HELLO"), 0.9, 0.9)]


def test_an_early_answer_becomes_final_when_the_recording_ends(page, camera):
    pose = a_pose()
    camera.shutter.so_far.emit(pose)
    page.show_so_far(pose, a_match())
    assert page.results.heading.text() == "Possible matches so far"
    camera.shutter.taken.emit(pose)
    assert page.results.heading.text() == "Possible matches"


def test_an_answer_after_the_end_of_the_recording_is_final(page, camera):
    pose = a_pose()
    camera.shutter.so_far.emit(pose)
    camera.shutter.taken.emit(pose)
    page.show_so_far(pose, a_match())
    assert page.results.heading.text() == "Possible matches"


def test_an_outdated_answer_is_not_shown(page, camera):
    older, newer = a_pose(1), a_pose(2)
    camera.shutter.so_far.emit(older)
    camera.shutter.so_far.emit(newer)
    page.show_so_far(older, a_match())
    assert page.results.heading.text() == ""


def test_a_problem_is_reported_only_after_the_recording(page, camera):
    pose = a_pose()
    camera.shutter.so_far.emit(pose)
    page.show_no_answer_so_far(pose, "No hand was seen.", "")
    assert page.results.notice.text == ""
    camera.shutter.taken.emit(pose)
    page.show_no_answer_so_far(pose, "No hand was seen.", "")
    assert "No hand was seen." in page.results.notice.text


def test_escape_discards_the_recording_and_repeats_the_last_search(page, qtbot, camera):
    before = a_pose()
    page.open_pose(before)
    camera.use(Lens().camera())
    camera.shutter.choose_mode(BY_KEY)
    qtbot.waitUntil(says(page, "One hand is visible. Press Space to record."))
    qtbot.keyClick(camera.viewfinder, Qt.Key.Key_Space)
    assert camera.shutter.live
    qtbot.waitUntil(says(page, "Press Space to end, Esc to discard."))
    with qtbot.waitSignal(page.pose_given) as given:
        qtbot.keyClick(camera.viewfinder, Qt.Key.Key_Escape)
    assert given.args == [before]
    assert not camera.shutter.live
    assert not page.query.drop()


def test_space_starts_and_ends_a_recording(page, qtbot, camera):
    lens = Lens()
    camera.use(lens.camera())
    camera.shutter.choose_mode(BY_KEY)
    qtbot.waitUntil(says(page, "One hand"))
    qtbot.keyClick(camera.shutter.button, Qt.Key.Key_Space)
    assert camera.shutter.button.text() == "Done"
    tracked = lens.tracked
    qtbot.waitUntil(lambda: lens.tracked > tracked + 5)
    with qtbot.waitSignal(camera.shutter.taken):
        qtbot.keyClick(camera.shutter.button, Qt.Key.Key_Space)
    assert camera.shutter.button.text() == "Record"


def test_a_countdown_is_visible_and_its_recording_ends_with_the_hands_at_rest(page, qtbot, camera):
    person = Person()
    lens = Lens([*rest(person, 2), *a_sign(person)])
    camera.shutter.choose_mode(COUNTDOWN)
    camera.shutter.timer.setInterval(0)
    counts = []
    camera.shutter.countdown.connect(counts.append)
    camera.use(lens.camera())
    qtbot.waitUntil(says(page, "Press Space to start the countdown."))
    lens.going.clear()
    qtbot.keyClick(camera.shutter.button, Qt.Key.Key_Space)
    assert camera.viewfinder.count == "3"
    assert page.query.sentence == "Recording starts in 3."
    assert not camera.viewfinder.grab().isNull()
    qtbot.waitUntil(lambda: camera.shutter.live)
    assert [n for n in counts if n] == [3, 2, 1]
    assert camera.viewfinder.count == ""
    with qtbot.waitSignal(camera.shutter.taken):
        lens.going.set()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Escape])
def test_a_countdown_can_be_cancelled(page, qtbot, camera, key):
    camera.shutter.choose_mode(COUNTDOWN)
    camera.use(Lens().camera())
    camera.shutter.press()
    assert camera.shutter.counting
    qtbot.keyClick(camera.viewfinder, key)
    assert not camera.shutter.counting
    assert not camera.shutter.live


def test_the_start_mode_is_remembered(page, qtbot, tmp_path, camera):
    camera.shutter.choose_mode(COUNTDOWN)
    other = LearnerPage(tmp_path, a_memory(tmp_path))
    qtbot.addWidget(other)
    assert other.query.camera.shutter.mode == COUNTDOWN


def watch_often(camera, machine):
    camera.watcher = CameraWatcher(lambda: machine.names, interval=0.01)
    camera.watcher.changed.connect(camera.show_cameras)


def test_without_a_camera_a_message_helps_and_one_that_is_plugged_in_is_used(
    page, qtbot, machine, camera
):
    watch_often(camera, machine)
    page.query.camera_button.click()
    qtbot.waitUntil(says(page, "No camera found. Plug one in, or open a file instead."))
    machine.names = (FRONT,)
    qtbot.waitUntil(lambda: page.query.filming)
    assert machine.used == [FRONT]


def test_cameras_are_listed_by_name_and_the_last_one_is_used_again(
    page, machine, camera, tmp_path, qtbot
):
    switch_on(camera)
    camera.show_cameras((FRONT, DESK))
    assert [camera.names.itemText(k) for k in range(2)] == ["Front", "Desk"]
    camera.names.activated.emit(1)
    assert machine.used == [FRONT, DESK]
    other = LearnerPage(tmp_path, a_memory(tmp_path))
    qtbot.addWidget(other)
    switch_on(other.query.camera)
    other.query.camera.show_cameras((FRONT, DESK))
    assert machine.used[-1] is DESK
    assert other.query.camera.names.currentText() == "Desk"
    other.close_camera()


def test_a_busy_camera_is_reported_and_can_be_tried_again(page, qtbot, machine, camera):
    machine.lens[FRONT] = Lens([], failure=VideoError("Front gives no picture.", hint="Close it."))
    switch_on(camera)
    camera.show_cameras((FRONT,))
    qtbot.waitUntil(says(page, "Front gives no picture. Close it."))
    assert not page.query.filming
    assert camera.remedy.isVisible()
    machine.lens[FRONT] = Lens()
    camera.remedy.click()
    qtbot.waitUntil(says(page, "One hand"))
    assert not camera.remedy.isVisible()


def test_a_camera_that_is_unplugged_and_plugged_in_again_resumes(page, qtbot, machine, camera):
    machine.lens[FRONT] = Lens(failure=LOST)
    switch_on(camera)
    camera.show_cameras((FRONT,))
    qtbot.waitUntil(says(page, str(LOST)))
    camera.show_cameras(())
    assert str(LOST) in page.query.sentence
    camera.try_again()
    assert "No camera found." in page.query.sentence
    machine.lens[FRONT] = Lens()
    camera.show_cameras((FRONT,))
    qtbot.waitUntil(says(page, "One hand"))
    assert machine.used == [FRONT, FRONT]


def test_a_camera_that_was_unplugged_unnoticed_resumes(page, qtbot, machine, camera):
    machine.names = (FRONT,)
    machine.lens[FRONT] = Lens(failure=LOST)
    watch_often(camera, machine)
    camera.switch_on()
    qtbot.waitUntil(lambda: machine.used != [])
    machine.lens[FRONT] = Lens()
    qtbot.waitUntil(says(page, "One hand"))
    qtbot.waitUntil(lambda: machine.used == [FRONT, FRONT])


def test_a_lost_camera_is_not_replaced_by_another_one(page, qtbot, machine, camera):
    machine.lens[FRONT] = Lens(failure=LOST)
    switch_on(camera)
    camera.show_cameras((FRONT, DESK))
    qtbot.waitUntil(says(page, str(LOST)))
    camera.show_cameras((DESK,))
    assert machine.used == [FRONT]
    assert not page.query.filming


def test_a_recording_is_searched_for_if_its_camera_is_unplugged(page, qtbot, camera):
    person = Person()
    lens = Lens([*rest(person), *a_sign(person)][:50], failure=LOST)
    camera.use(lens.camera())
    with qtbot.waitSignal(camera.shutter.taken):
        qtbot.waitUntil(says(page, str(LOST)))


def test_a_programming_error_is_reported_as_one(page, qtbot, camera):
    with qtbot.captureExceptions() as errors:
        camera.use(Lens(failure=ZeroDivisionError("division by zero")).camera())
        qtbot.waitUntil(says(page, "The camera was turned off because of an error."))
    assert errors[0][0] is ZeroDivisionError


def test_the_end_of_the_frames_is_reported(page, qtbot, camera):
    camera.use(Lens(ends=True).camera())
    qtbot.waitUntil(says(page, "stopped sending pictures"))


def test_an_upside_down_image_is_rotated_now_and_next_time(page, qtbot, machine, camera):
    machine.lens[FRONT] = moved(scale=-1.0)
    switch_on(camera)
    camera.show_cameras((FRONT,))
    qtbot.waitUntil(lambda: camera.remedy.isVisible())
    camera.remedy.click()
    assert machine.cameras[-1].rotated
    camera.switch_off()
    switch_on(camera)
    camera.show_cameras((FRONT,))
    assert machine.cameras[-1].rotated
    camera.rotate()
    assert not machine.cameras[-1].rotated


def test_the_button_turns_the_camera_on_and_off(page, qtbot, machine):
    machine.names = (FRONT,)
    with qtbot.waitSignal(page.camera_on):
        page.query.camera_button.click()
    assert page.query.camera_button.text() == "Turn the camera off"
    page.query.camera_button.click()
    assert not page.query.filming
    assert page.query.camera_button.text() == "Use the camera"
    assert page.query.sentence == ""


def test_leaving_the_page_frees_the_camera(page, camera):
    camera.use(Lens().camera())
    page.leave()
    assert not page.query.filming


def test_the_camera_image_stays_while_results_arrive(page, camera):
    camera.use(Lens().camera())
    page.query.show_pose(a_pose())
    assert camera.viewfinder.isVisible()

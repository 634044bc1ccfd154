"""The camera on the learner's page: what it says, offers and remembers."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt

from signdict.core.errors import VideoError
from signdict.gui.learner import camera_panel
from signdict.gui.learner.camera import Lookout
from signdict.gui.learner.page import LearnerPage
from signdict.gui.learner.shutter import BY_KEY, COUNTED
from signdict.pose import landmarks
from signdict.tracking.camera import CameraName
from tests.gui.support.fake_cameras import Lens, a_memory, a_sign, rest
from tests.gui.support.fake_dictionary import a_sign as a_word
from tests.support.fakes import a_pose
from tests.support.landmark_streams import Person

FRONT, DESK = CameraName(0, "Front"), CameraName(1, "Desk")


class Machine:
    """The cameras of a machine: what a test puts there, each with a lens."""

    def __init__(self):
        self.there, self.used, self.lens = (), [], {}

    def camera_of(self, name, tracker):
        self.used.append(name)
        return self.lens.get(name, Lens()).camera()


@pytest.fixture
def machine(monkeypatch):
    machine = Machine()
    monkeypatch.setattr("signdict.gui.learner.camera.camera_of", machine.camera_of)
    monkeypatch.setattr(camera_panel, "listing", lambda: machine.there)
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


def said(page, words):
    return lambda: words in page.query.sentence


def script(frames=None, **how):
    """A second of somebody who stands still, seen in another way."""
    return Lens(frames or [*Person().hold(2, **how)])


def without_body():
    return script(hand=False, body=False)


def moved(scale=1.0, shift=0.0):
    frames = rest(Person(), 2)
    for found in frames:
        found.points[:, :2] = (found.points[:, :2] - (320, 200)) * scale + (320 + shift, 200)
        found.points[landmarks.NOSE, :2] = (320 + shift, 200 - 60 * scale)
    return Lens(frames)


def both_hands():
    return Lens([replace(f, confidence=np.ones_like(f.confidence)) for f in rest(Person(), 2)])


@pytest.mark.parametrize(
    ("lens", "sentence"),
    [
        (both_hands(), "Both hands are seen. Sign when you are ready."),
        (script(), "One hand is seen."),
        (script(hand=False), "No hand is in view."),
        (without_body(), "Nobody is in view."),
        (moved(scale=0.4), "You are far away."),
        (moved(scale=4.2), "You are very near."),
        (moved(shift=290), "outside the picture"),
        (moved(scale=-1.0), "The picture is upside down. Turn it."),
        (Lens(faces=2), "More than one person"),
        (Lens(picture=np.full((480, 640, 3), 30, np.uint8)), "It is too dark."),
        (Lens(picture=np.zeros((480, 640, 3), np.uint8)), "The picture is black."),
        (Lens([*Person(fps=1).hold(6)], fps=1), "Only few pictures a second"),
    ],
)
def test_what_is_seen_is_said_while_it_is_seen(page, qtbot, lens, sentence):
    page.query.use(lens.camera())
    qtbot.waitUntil(said(page, sentence))
    assert not page.query.camera.viewfinder.grab().isNull()


def test_a_body_to_stand_in_is_painted_until_somebody_stands_there(page, qtbot, camera):
    page.query.use(without_body().camera())
    qtbot.waitUntil(said(page, "Nobody"))
    assert camera.viewfinder.outlined
    page.query.use(Lens().camera())
    qtbot.waitUntil(said(page, "One hand"))
    assert not camera.viewfinder.outlined


def test_a_sign_is_asked_about_while_it_is_signed_and_when_it_is_over(page, qtbot):
    person, asked = Person(), []
    page.pose_so_far.connect(asked.append)
    page.query.use(Lens([*rest(person), *a_sign(person)]).camera())
    qtbot.waitUntil(lambda: page._pose is not None)
    assert page._pose is asked[-1]
    assert len(asked) > 1


def a_match():
    from signdict.core.types import Match

    return [Match(1, a_word(1, "HELLO"), 0.9, 0.9)]


def test_what_was_answered_before_it_was_over_is_the_answer(page):
    pose = a_pose()
    page.follow_pose(pose)
    page.show_so_far(pose, a_match())
    assert page.results.heading.text().startswith("So far")
    page.query.camera.shutter.taken.emit(pose)
    assert page.results.heading.text() == "It may be one of these"


def test_an_answer_that_comes_after_it_is_over_is_no_longer_so_far(page):
    pose = a_pose()
    page.follow_pose(pose)
    page.query.camera.shutter.taken.emit(pose)
    page.show_so_far(pose, a_match())
    assert page.results.heading.text() == "It may be one of these"


def test_an_older_answer_is_not_shown(page):
    older, newer = a_pose(1), a_pose(2)
    page.follow_pose(older)
    page.follow_pose(newer)
    page.show_so_far(older, a_match())
    assert page.results.heading.text() == ""


def test_nothing_said_so_far_is_no_problem_until_it_is_over(page):
    pose = a_pose()
    page.follow_pose(pose)
    page.show_no_answer_so_far(pose, "No hand was seen.", "")
    assert page.results.notice.text == ""
    page._mark([page.attempts.add(pose, "camera")])
    page.show_no_answer_so_far(pose, "No hand was seen.", "")
    assert "No hand was seen." in page.results.notice.text


def test_escape_drops_and_what_was_there_before_comes_back(page, qtbot, camera):
    lens = Lens()
    page.query.use(lens.camera())
    camera.shutter.choose_way(BY_KEY)
    qtbot.waitUntil(said(page, "One hand is seen. Press Space to record."))
    before = a_pose()
    page._mark([page.attempts.add(before, "camera")])
    qtbot.keyClick(camera.viewfinder, Qt.Key.Key_Space)
    assert camera.shutter.live
    qtbot.waitUntil(said(page, "Press Space to end, Esc to drop it."))
    with qtbot.waitSignal(page.pose_given) as told:
        qtbot.keyClick(camera.viewfinder, Qt.Key.Key_Escape)
    assert told.args == [before]
    assert not camera.shutter.live
    assert not page.query.drop()


def test_space_begins_and_ends(page, qtbot, camera):
    lens = Lens()
    page.query.use(lens.camera())
    camera.shutter.choose_way(BY_KEY)
    qtbot.waitUntil(said(page, "One hand"))
    qtbot.keyClick(camera.shutter.button, Qt.Key.Key_Space)
    assert camera.shutter.button.text() == "Done"
    begun = lens.tracked
    qtbot.waitUntil(lambda: lens.tracked > begun + 5)
    with qtbot.waitSignal(page.query.pose_taken):
        qtbot.keyClick(camera.shutter.button, Qt.Key.Key_Space)
    assert camera.shutter.button.text() == "Record"


def test_a_countdown_is_seen_and_ends_with_the_hands(page, qtbot, camera):
    person = Person()
    lens = Lens([*rest(person, 2), *a_sign(person)])
    camera.shutter.choose_way(COUNTED)
    camera.shutter.timer.setInterval(0)
    counts = []
    camera.shutter.counted.connect(counts.append)
    page.query.use(lens.camera())
    qtbot.waitUntil(said(page, "Press Space to count down."))
    lens.going.clear()
    qtbot.keyClick(camera.shutter.button, Qt.Key.Key_Space)
    assert camera.viewfinder.count == "3"
    assert page.query.sentence == "Recording begins in 3."
    assert not camera.viewfinder.grab().isNull()
    qtbot.waitUntil(lambda: camera.shutter.live)
    assert [n for n in counts if n] == [3, 2, 1]
    assert camera.viewfinder.count == ""
    with qtbot.waitSignal(page.query.pose_taken):
        lens.going.set()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Escape])
def test_a_countdown_can_be_stopped(page, qtbot, camera, key):
    camera.shutter.choose_way(COUNTED)
    page.query.use(Lens().camera())
    camera.shutter.press()
    assert camera.shutter.counting
    qtbot.keyClick(camera.viewfinder, key)
    assert not camera.shutter.counting
    assert not camera.shutter.live


def test_how_a_recording_begins_is_remembered(page, qtbot, tmp_path, camera):
    camera.shutter.choose_way(COUNTED)
    other = LearnerPage(tmp_path, a_memory(tmp_path))
    qtbot.addWidget(other)
    assert other.query.camera.shutter.way == COUNTED


def test_without_a_camera_there_is_a_way_on_and_one_that_is_plugged_in_is_used(
    page, qtbot, machine, camera
):
    camera.lookout = lookout(camera, machine)
    page.query.camera_button.click()
    qtbot.waitUntil(said(page, "No camera was found. Plug one in, or open a file instead."))
    machine.there = (FRONT,)
    qtbot.waitUntil(lambda: page.query.filming)
    assert machine.used == [FRONT]


def lookout(camera, machine):
    """Look often."""
    looks = Lookout(lambda: machine.there, every=0.01)
    looks.changed.connect(camera.show_cameras)
    return looks


def test_cameras_are_offered_by_name_and_the_one_used_last_is_used_again(
    page, machine, camera, tmp_path, qtbot
):
    page.query.camera.switch_on()
    camera.show_cameras((FRONT, DESK))
    assert [camera.names.itemText(k) for k in range(2)] == ["Front", "Desk"]
    camera.names.activated.emit(1)
    assert machine.used == [FRONT, DESK]
    other = LearnerPage(tmp_path, a_memory(tmp_path))
    qtbot.addWidget(other)
    other.query.camera._wanted = True
    other.query.camera.show_cameras((FRONT, DESK))
    assert machine.used[-1] is DESK
    assert other.query.camera.names.currentText() == "Desk"
    other.close_camera()


def test_a_camera_that_is_taken_is_explained_and_can_be_tried_again(page, qtbot, machine, camera):
    machine.lens[FRONT] = Lens([], failure=VideoError("Front gives no picture.", hint="Close it."))
    camera._wanted = True
    camera.show_cameras((FRONT,))
    qtbot.waitUntil(said(page, "Front gives no picture. Close it."))
    assert not page.query.filming
    assert camera.remedy.isVisible()
    machine.lens[FRONT] = Lens()
    camera.remedy.click()
    qtbot.waitUntil(said(page, "One hand"))
    assert not camera.remedy.isVisible()


def test_a_camera_that_is_pulled_out_and_put_back_goes_on(page, qtbot, machine, camera):
    machine.lens[FRONT] = Lens(failure=VideoError("Front stopped giving pictures."))
    camera._wanted = True
    camera.show_cameras((FRONT,))
    qtbot.waitUntil(said(page, "Front stopped giving pictures."))
    camera.show_cameras(())
    assert "Front stopped" in page.query.sentence
    camera.try_again()
    assert "No camera was found." in page.query.sentence
    machine.lens[FRONT] = Lens()
    camera.show_cameras((FRONT,))
    qtbot.waitUntil(said(page, "One hand"))
    assert machine.used == [FRONT, FRONT]


def test_a_camera_that_is_put_back_before_anybody_looked_goes_on(page, qtbot, machine, camera):
    machine.there = (FRONT,)
    machine.lens[FRONT] = Lens(failure=VideoError("Front stopped giving pictures."))
    camera.lookout = lookout(camera, machine)
    camera.switch_on()
    qtbot.waitUntil(lambda: machine.used != [])
    machine.lens[FRONT] = Lens()
    qtbot.waitUntil(said(page, "One hand"))
    qtbot.waitUntil(lambda: machine.used == [FRONT, FRONT])


def test_a_lost_camera_is_not_replaced_by_one_that_nobody_chose(page, qtbot, machine, camera):
    machine.lens[FRONT] = Lens(failure=VideoError("Front stopped giving pictures."))
    camera._wanted = True
    camera.show_cameras((FRONT, DESK))
    qtbot.waitUntil(said(page, "Front stopped giving pictures."))
    camera.show_cameras((DESK,))
    assert machine.used == [FRONT]
    assert not page.query.filming


def test_what_was_recorded_when_the_camera_was_torn_out_is_asked_about(page, qtbot, camera):
    person = Person()
    lens = Lens([*rest(person), *a_sign(person)][:50], failure=VideoError("Front stopped."))
    page.query.use(lens.camera())
    with qtbot.waitSignal(page.query.pose_taken):
        qtbot.waitUntil(said(page, "Front stopped."))


def test_a_fault_of_the_program_is_told_as_one(page, qtbot):
    with qtbot.captureExceptions() as faults:
        page.query.use(Lens(failure=ZeroDivisionError("by naught")).camera())
        qtbot.waitUntil(said(page, "The camera had to be switched off."))
    assert faults[0][0] is ZeroDivisionError


def test_pictures_that_end_are_explained(page, qtbot):
    page.query.use(Lens(ends=True).camera())
    qtbot.waitUntil(said(page, "no more pictures"))


def test_an_upside_down_picture_is_turned_and_that_is_remembered(page, qtbot, machine, camera):
    machine.lens[FRONT] = moved(scale=-1.0)
    camera._wanted = True
    camera.show_cameras((FRONT,))
    qtbot.waitUntil(lambda: camera.remedy.isVisible())
    camera.remedy.click()
    assert camera._camera.turned
    camera.switch_off()
    camera.switch_on()
    camera.show_cameras((FRONT,))
    assert camera._camera.turned
    camera.turn()
    assert not camera._camera.turned


def test_the_button_switches_on_and_off(page, qtbot, machine):
    machine.there = (FRONT,)
    with qtbot.waitSignal(page.camera_on):
        page.query.camera_button.click()
    assert page.query.camera_button.text() == "Switch the camera off"
    page.query.camera_button.click()
    assert not page.query.filming
    assert page.query.camera_button.text() == "Use the camera"
    assert page.query.sentence == ""


def test_another_page_lets_the_camera_go(page):
    page.query.use(Lens().camera())
    page.leave()
    assert not page.query.filming


def test_the_live_picture_stays_while_answers_come(page, qtbot):
    page.query.use(Lens().camera())
    page.query.show_pose(a_pose())
    assert page.query._stack.currentWidget() is page.query.camera.viewfinder

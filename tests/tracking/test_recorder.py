"""What is kept of a camera's landmarks, and when it is asked about."""

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
    """What was noted, and when."""
    return [(note, found.seconds) for found in frames for note in recorder.feed(found, *size)]


def kinds(notes):
    return [note.kind for note, _ in notes]


def rest(person):
    return person.hold(1)


def moves(person):
    return [*person.move(0.6, UP, ASIDE), *person.move(0.6, ASIDE, UP)]


def test_a_sign_is_asked_about_while_it_lasts_and_once_it_is_over():
    person, recorder = Person(), Recorder()
    notes = fed(recorder, [*rest(person), *moves(person), *rest(person)])
    assert kinds(notes) == ["began", "so far", "so far", "so far", "taken"]
    lengths = [len(note.pose) for note, _ in notes[1:]]
    assert lengths == sorted(lengths)
    assert not recorder.recording


def test_what_was_asked_when_the_hands_came_to_rest_is_what_is_taken():
    person, recorder = Person(), Recorder()
    *_, (asked, rested), (taken, ended) = fed(
        recorder, [*rest(person), *moves(person), *rest(person)]
    )
    assert taken.pose is asked.pose
    assert ended - rested < HOLD + 0.04


def test_a_sign_that_goes_on_after_all_is_asked_about_anew():
    person, recorder = Person(), Recorder()
    notes = fed(
        recorder,
        [*rest(person), *moves(person), *person.hold(0.1), *moves(person), *rest(person)],
    )
    taken = notes[-1][0]
    assert kinds(notes).count("taken") == 1
    assert taken.pose is notes[-2][0].pose
    assert taken.pose.seconds > 2.4


def test_between_two_questions_lies_time():
    person, recorder = Person(), Recorder()
    notes = fed(recorder, [*rest(person), *moves(person), *moves(person)])
    times = [seconds for note, seconds in notes if note.kind == "so far"]
    assert np.diff(times).min() >= EVERY - 0.001


def test_poses_have_the_true_rate_and_size_of_the_pictures():
    person, recorder = Person(fps=10), Recorder()
    pose = fed(recorder, [*rest(person), *moves(person), *rest(person)])[-1][0].pose
    assert (pose.width, pose.height) == SIZE
    assert pose.fps == pytest.approx(10)


def test_hands_that_rise_by_mistake_are_dropped():
    person, recorder = Person(), Recorder()
    notes = fed(recorder, [*rest(person), *person.hold(0.16, y=0.8), *rest(person)])
    assert kinds(notes) == ["began", "so far", "dropped"]


def test_with_the_key_alone_hands_begin_nothing():
    person, recorder = Person(), Recorder(by_itself=False)
    assert fed(recorder, [*rest(person), *moves(person), *rest(person)]) == []
    assert recorder.finish() == []


def test_a_key_begins_and_ends():
    person, recorder = Person(), Recorder(by_itself=False)
    fed(recorder, rest(person))
    recorder.begin()
    notes = fed(recorder, moves(person))
    assert recorder.recording
    recorder.end()
    notes += fed(recorder, person.hold(0.04))
    assert kinds(notes) == ["so far", "so far", "taken"]
    assert len(notes[-1][0].pose) == 31


def test_a_key_ends_what_began_by_itself():
    person, recorder = Person(), Recorder()
    fed(recorder, [*rest(person), *moves(person)])
    recorder.end()
    assert kinds(fed(recorder, person.hold(0.04, y=0.2))) == ["taken"]
    assert kinds(fed(recorder, [*moves(person), *rest(person)])) == []


def test_a_key_that_ends_nothing_does_nothing():
    person, recorder = Person(), Recorder()
    recorder.end()
    assert kinds(fed(recorder, [*rest(person), *moves(person)]))[0] == "began"


def test_after_a_countdown_it_ends_when_hands_rest():
    person, recorder = Person(), Recorder(by_itself=False)
    fed(recorder, rest(person))
    recorder.begin(until_rest=True)
    notes = fed(recorder, [*rest(person), *moves(person), *rest(person)])
    assert kinds(notes)[-1] == "taken"
    assert notes[-1][0].pose is notes[-2][0].pose
    assert kinds(fed(recorder, [*moves(person), *rest(person)])) == []


def test_a_recording_ends_by_itself_after_twenty_seconds():
    person, recorder = Person(fps=2), Recorder(by_itself=False)
    recorder.begin()
    notes = fed(recorder, person.hold(LONGEST + 2))
    assert kinds(notes).count("taken") == 1


def test_what_is_dropped_is_not_asked_about():
    person, recorder = Person(), Recorder()
    fed(recorder, [*rest(person), *moves(person)])
    recorder.drop()
    assert not recorder.recording
    assert fed(recorder, [*moves(person), *rest(person)]) == []
    recorder.begin()
    fed(recorder, moves(person))
    recorder.drop()
    assert recorder.finish() == []


@pytest.mark.parametrize("by_itself", [True, False])
def test_a_camera_that_is_lost_leaves_what_was_recorded(by_itself):
    person, recorder = Person(), Recorder(by_itself=by_itself)
    if not by_itself:
        recorder.begin()
    fed(recorder, [*rest(person), *moves(person)])
    (note,) = recorder.finish()
    assert note.kind == "taken"
    assert note.pose.seconds > 1


def test_pictures_that_grow_are_measured_as_before():
    person, recorder = Person(), Recorder()
    first, second = [*rest(person), *person.move(0.6, UP, ASIDE)], person.move(0.6, ASIDE, UP)
    larger = [replace(found, points=found.points * (2, 2, 1)) for found in second]
    fed(recorder, first)
    fed(recorder, larger, (2 * SIZE[0], 2 * SIZE[1]))
    pose = fed(recorder, rest(person))[-1][0].pose
    shoulders = pose.points[:, landmarks.LEFT_SHOULDER, 0]
    assert np.ptp(shoulders) < 1e-3


def test_pictures_of_another_shape_begin_anew_and_say_so():
    person, recorder = Person(), Recorder()
    assert kinds(fed(recorder, rest(person))) == []
    fed(recorder, moves(person))
    assert kinds(fed(recorder, person.hold(0.04), (1280, 720))) == ["resized"]
    assert kinds(fed(recorder, person.hold(0.04), (640, 480))) == []

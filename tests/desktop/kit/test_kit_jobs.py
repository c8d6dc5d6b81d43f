import threading

import pytest

from desktop.kit.jobs import Cancelled, Jobs


@pytest.fixture
def jobs(qapp):
    made = Jobs("test")
    yield made
    made.stop()


def test_a_result_comes_back_on_the_windows_thread(qtbot, jobs):
    seen = []
    with qtbot.waitCallback() as done:
        jobs.run(
            lambda: seen.append(threading.current_thread().name) or 42,
            done=lambda answer: (seen.append(threading.current_thread().name), done(answer)),
            failed=pytest.fail,
        )
        assert seen in ([], seen[:1])
    done.assert_called_with(42)
    assert seen[0].startswith("test")
    assert seen[1] == threading.main_thread().name


def test_an_error_comes_back_and_is_not_swallowed(qtbot, jobs):
    error = ValueError("no")

    def work():
        raise error

    with qtbot.waitCallback() as failed:
        jobs.run(work, done=pytest.fail, failed=failed)
    failed.assert_called_with(error)


def test_jobs_are_done_in_the_order_they_come(qtbot, jobs):
    order = []
    for number in range(20):
        jobs.run(lambda number=number: number, done=order.append, failed=pytest.fail)
    qtbot.waitUntil(lambda: len(order) == 20)
    assert order == list(range(20))


def test_busy_begins_and_ends(qtbot, jobs):
    told = []
    jobs.busy.connect(told.append)
    with qtbot.waitCallback() as done:
        jobs.run(lambda: None, done=lambda _: None, failed=pytest.fail)
        jobs.run(lambda: None, done=done, failed=pytest.fail)
    assert told == [True, True, True, False]


def test_long_work_tells_how_far_it_is(qtbot, jobs):
    steps = []

    def work(task):
        for step in range(1, 4):
            task.step(step, 3)
        return "done"

    with qtbot.waitCallback() as done:
        task = jobs.run_long(work, done=done, failed=pytest.fail)
        task.moved.connect(lambda step, of: steps.append((step, of)))
    assert steps in ([(1, 3), (2, 3), (3, 3)], [(2, 3), (3, 3)], [(3, 3)], [])


def test_long_work_can_be_cancelled(qtbot, jobs):
    begun, go_on = threading.Event(), threading.Event()

    def work(task):
        begun.set()
        go_on.wait(5)
        task.step(1, 2)
        pytest.fail("it went on")

    with qtbot.waitCallback() as failed:
        task = jobs.run_long(work, done=pytest.fail, failed=failed)
        assert begun.wait(5)
        task.cancel()
        go_on.set()
    assert isinstance(failed.args[0], Cancelled)


def test_stopping_drops_what_waits(qtbot, qapp):
    jobs, begun, go_on = Jobs(), threading.Event(), threading.Event()
    answered = []

    def first():
        begun.set()
        go_on.wait(5)
        return 1

    jobs.run(first, done=answered.append, failed=pytest.fail)
    jobs.run(lambda: 2, done=answered.append, failed=pytest.fail)
    assert begun.wait(5)
    threading.Timer(0.05, go_on.set).start()
    jobs.stop()
    qtbot.waitUntil(lambda: answered == [1])

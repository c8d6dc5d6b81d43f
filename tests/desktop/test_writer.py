"""The thread that writes: what becomes of an error of the work that nobody asked for."""

from db.errors import Trouble


def test_what_nobody_asked_for_passes_over_a_full_disk_and_over_no_fault_of_ours(qtbot, writer):
    def failing(error):
        def work(_):
            raise error

        return work

    with qtbot.captureExceptions() as raised, qtbot.waitCallback() as ended:
        for error in (Trouble("The disk is full.", "Free some space."), ValueError("ours")):
            writer.run_aside(failing(error))
        writer.run_aside(lambda _: "done", done=ended)
    assert ended.args == ["done"]
    assert [type(error) for _, error, _ in raised] == [ValueError]

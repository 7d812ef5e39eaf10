from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from inspector.photos import decode, decoder, worker
from inspector.photos.decoder import Decoder, Worker, WorkerLostError
from inspector.photos.stored import NOT_WRITTEN, Failure, Job, Limits, Picture

Saver = Callable[..., Path]


@pytest.fixture
def running() -> Iterator[Decoder]:
    with Decoder(Limits()) as one:
        yield one


def size_of(answer: Picture | Failure) -> tuple[int, int]:
    assert isinstance(answer, Picture)
    return answer.width, answer.height


def kill(process_id: int | None) -> None:
    assert process_id
    os.kill(process_id, signal.SIGKILL)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_worker_that_went_down_is_replaced(running: Decoder, save: Saver) -> None:
    job = Job(save("a.jpg"))
    assert size_of(running.run(job)) == (240, 160)
    first = running._running().process
    kill(first.pid)
    assert size_of(running.run(job)) == (240, 160)
    first.join()
    assert running._running().process.pid != first.pid
    assert size_of(running.run(job)) == (240, 160)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_photos_in_decoding_when_the_worker_goes_down_are_tried_again(
    running: Decoder, save: Saver, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = save("a.jpg").with_name("print.jpg")
    jobs = [Job(save("a.jpg"), print_copy=printed), Job(save("b.jpg", size=(64, 64)))]
    running.run(jobs[1])
    first, both_asked, ask = running._running(), threading.Barrier(3), Worker.ask

    def together(self: Worker, lane: int, job: Job) -> Picture | Failure:
        if self is first:
            both_asked.wait()
        return ask(self, lane, job)

    monkeypatch.setattr(Worker, "ask", together)
    assert first.process.pid
    os.kill(first.process.pid, signal.SIGSTOP)
    printed.write_bytes(b"half written by the worker that is lost")
    with ThreadPoolExecutor(2) as pool:
        answers = [pool.submit(running.run, job) for job in jobs]
        both_asked.wait()
        kill(first.process.pid)
    assert [size_of(answer.result()) for answer in answers] == [(240, 160), (64, 64)]
    with Image.open(printed) as image:
        assert image.size == (240, 160)


def test_a_photo_that_takes_two_workers_down_is_refused(
    running: Decoder, save: Saver, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = Worker.ask

    def dying(self: Worker, lane: int, job: Job) -> Picture | Failure:
        if job.source.name == "hostile.jpg":
            self.process.kill()
            self.process.join()
        return ask(self, lane, job)

    monkeypatch.setattr(Worker, "ask", dying)
    assert running.run(Job(save("hostile.jpg"))) == Failure("photos.decoder_lost", {})
    assert size_of(running.run(Job(save("good.jpg")))) == (240, 160)


def test_a_photo_that_takes_too_long_is_stopped(save: Saver) -> None:
    with Decoder(Limits(seconds=0)) as impatient:
        assert impatient.run(Job(save("a.jpg"))) == Failure("photos.took_too_long", {"seconds": 0})


def test_too_long_also_counts_when_it_is_tried_again(save: Saver, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object) -> None:
        return None

    monkeypatch.setattr(Decoder, "_try", lost)
    with Decoder(Limits(seconds=0)) as impatient:
        assert impatient.run(Job(save("a.jpg"))) == Failure("photos.took_too_long", {"seconds": 0})


@pytest.mark.skipif(sys.platform == "win32", reason="no address space limit")
def test_a_photo_that_needs_too_much_memory_is_refused_and_the_next_one_served(save: Saver, tmp_path: Path) -> None:
    large = tmp_path / "large.png"
    Image.new("P", (10_900, 10_900)).save(large)
    with Decoder(Limits(memory_bytes=400 * 1024**2)) as small:
        job = Job(large, print_copy=tmp_path / "print.jpg")
        assert small.run(job) == Failure("photos.too_much_memory", {})
        assert size_of(small.run(Job(save("a.jpg")))) == (240, 160)


def test_closing_ends_the_process_and_a_second_time_does_no_harm(save: Saver) -> None:
    one = Decoder(Limits())
    one.run(Job(save("a.jpg")))
    process = one._running().process
    one.close()
    one.close()
    assert not process.is_alive()


def test_a_worker_ends_when_its_owner_has_gone(save: Saver) -> None:
    alone = Worker(1, Limits())
    assert size_of(alone.ask(0, Job(save("a.jpg")))) == (240, 160)
    alone._lanes[0].close()
    alone.process.join(30)
    assert alone.process.exitcode == 0
    with pytest.raises(WorkerLostError):
        alone.ask(0, Job(save("a.jpg")))


def test_a_lane_answers_until_its_other_end_closes(save: Saver) -> None:
    ours, theirs = multiprocessing.Pipe()
    thread = threading.Thread(target=worker._serve_lane, args=(theirs,))
    thread.start()
    ours.send(Job(save("a.png")))
    assert size_of(ours.recv()) == (240, 160)
    ours.close()
    thread.join()
    assert theirs.closed


def test_serving_in_this_process(save: Saver, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    monkeypatch.setattr(worker, "_limit_memory", seen.append)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(decode, "prepare", lambda: None)
    ours, theirs = multiprocessing.Pipe()
    ours.send(Job(save("a.png")))
    thread = threading.Thread(target=worker.serve, args=([theirs], 5))
    thread.start()
    assert size_of(ours.recv()) == (240, 160)
    ours.close()
    thread.join()
    assert seen == [5]


@pytest.mark.skipif(sys.platform == "win32", reason="no address space limit")
def test_the_address_space_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    import resource  # noqa: PLC0415 - not on Windows

    asked: list[object] = []
    monkeypatch.setattr(resource, "setrlimit", lambda kind, limits: asked.append((kind, limits)))
    worker._limit_memory(7)
    assert asked == [(resource.RLIMIT_AS, (7, 7))]


@pytest.mark.skipif(sys.platform == "win32", reason="no address space limit")
def test_a_system_that_refuses_the_limit_still_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    import resource  # noqa: PLC0415 - not on Windows

    def refused(*_: object) -> None:
        raise ValueError

    monkeypatch.setattr(resource, "setrlimit", refused)
    worker._limit_memory(7)


@pytest.mark.parametrize(
    ("raised", "failure"),
    [
        (MemoryError(), Failure("photos.too_much_memory", {})),
        (OSError("image file is truncated"), Failure("photos.damaged", {})),
        (OSError(errno.ENOSPC, "full"), Failure(NOT_WRITTEN, {"errno": errno.ENOSPC})),
        (SyntaxError("broken"), Failure("photos.damaged", {})),
        (RecursionError(), Failure("photos.damaged", {})),
    ],
)
def test_whatever_a_decoder_raises_becomes_a_reason(
    save: Saver, monkeypatch: pytest.MonkeyPatch, raised: Exception, failure: Failure
) -> None:
    def broken(_job: Job) -> Picture:
        raise raised

    monkeypatch.setattr(decode, "decode", broken)
    assert worker.answer(Job(save("a.jpg"))) == failure


def test_a_refusal_keeps_its_details(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_text("text")
    assert worker.answer(Job(path)) == Failure("photos.not_picture", {})


def test_two_photos_are_served_at_once() -> None:
    assert decoder.LANES == 2

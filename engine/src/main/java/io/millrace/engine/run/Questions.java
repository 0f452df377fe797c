package io.millrace.engine.run;

import io.millrace.engine.stage.Stage;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Questions about a stage, from any thread, answered by the stage's own between two batches. <b>Thread-safe.</b> */
final class Questions {
    private static final long LOOK_MILLIS = 10;

    private final Queue<Question<?>> open = new ConcurrentLinkedQueue<>();

    private record Question<A>(Function<Stage, A> asked, CompletableFuture<A> answer) {
        void answer(final Stage stage) {
            try {
                answer.complete(asked.apply(stage));
            } catch (final RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }
    }

    /** Asks, and waits for the answer; when the run is over anybody may answer. */
    <A> A ask(final Function<Stage, A> asked, final Stage stage, final BooleanSupplier isOver) {
        final Question<A> question = new Question<>(asked, new CompletableFuture<>());
        open.add(question);
        while (true) {
            try {
                return question.answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (final TimeoutException e) {
                if (isOver.getAsBoolean() && open.remove(question)) {
                    question.answer(stage);
                }
            } catch (final InterruptedException e) {
                open.remove(question);
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for an answer", e);
            } catch (final java.util.concurrent.ExecutionException e) {
                if (e.getCause() instanceof RuntimeException) {
                    throw (RuntimeException) e.getCause();
                }
                throw new CompletionException(e.getCause());
            }
        }
    }

    /** Answers what has been asked. Called by the stage's thread. */
    void answer(final Stage stage) {
        if (open.isEmpty()) {
            return;
        }
        for (Question<?> question = open.poll(); question != null; question = open.poll()) {
            question.answer(stage);
        }
    }
}

package dev.donmai.net;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects a body up to a limit, and wants no more of it then. */
final class BodyBeginning implements BodySubscriber<byte[]> {

    private final long most;
    private final boolean error;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;

    private BodyBeginning(long most, boolean error) {
        this.most = most;
        this.error = error;
    }

    /** A body that is wanted whole; one that is larger has one byte too many. */
    static BodyBeginning whole(long most) {
        return new BodyBeginning(most == Long.MAX_VALUE ? most : most + 1, false);
    }

    /** The explanation of a failure, as far as it comes: that it breaks off changes nothing of the failure. */
    static BodyBeginning ofError(long most) {
        return new BodyBeginning(most, true);
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        for (ByteBuffer piece : pieces) {
            byte[] bytes = new byte[(int) Math.min(piece.remaining(), most - read.size())];
            piece.get(bytes);
            read.writeBytes(bytes);
        }
        if (read.size() == most && subscription != null) {
            subscription.cancel();
            onComplete();
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (error) {
            onComplete();
        } else {
            body.completeExceptionally(failure);
        }
    }

    @Override
    public void onComplete() {
        body.complete(read.toByteArray());
    }
}

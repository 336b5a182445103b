package dev.donmai.tck.internal.issuetracker;

import dev.donmai.api.issuetracker.IssueTrackerContext;
import dev.donmai.api.issuetracker.JsonReply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A worker's side of one session: posts go nowhere and are answered by the check. */
final class Service implements IssueTrackerContext {

    /** Answers a post. */
    @FunctionalInterface
    interface Answer {
        JsonReply to(String url) throws IOException, InterruptedException;
    }

    private final Path directory;
    private final Answer answer;
    private final AtomicInteger tokens = new AtomicInteger();
    private final List<String> bearers = new CopyOnWriteArrayList<>();

    Service(Path directory, Answer answer) {
        this.directory = directory;
        this.answer = answer;
    }

    /** The tokens that posts came with, in their order. */
    List<String> bearers() {
        return List.copyOf(bearers);
    }

    @Override
    public String platformUrl() {
        return "https://platform.invalid";
    }

    @Override
    public String token() {
        return "token-" + tokens.incrementAndGet();
    }

    @Override
    public JsonReply post(String url, String bearer, Map<String, Object> body, Duration limit)
            throws IOException, InterruptedException {
        bearers.add(bearer);
        return answer.to(url);
    }

    @Override
    public Path sessionDirectory() {
        return directory;
    }
}

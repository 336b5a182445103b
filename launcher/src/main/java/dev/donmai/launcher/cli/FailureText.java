package dev.donmai.launcher.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** A failure that no command expected, in words for people: what the classes of a program are called is of no use to them. */
final class FailureText {

    private static final String FAULT = "a fault of donmai itself; `donmai --debug …` says where";

    private FailureText() {}

    static String of(Throwable failure) {
        String message = Optional.ofNullable(failure.getMessage()).orElse("");
        Throwable cause = failure.getCause();
        if (cause != null && (message.isEmpty() || message.equals(cause.toString()))) {
            return of(cause);
        }
        return switch (failure) {
            case NoSuchFileException e -> message + ": no such file or directory";
            case AccessDeniedException e -> message + ": permission denied";
            case FileAlreadyExistsException e -> message + ": is there already";
            case FileSystemException e -> message;
            case IOException e -> message.isEmpty() ? FAULT : message;
            case UncheckedIOException e -> message;
            case IllegalArgumentException e -> message.isEmpty() ? FAULT : message;
            case IllegalStateException e -> message.isEmpty() ? FAULT : message;
            case RuntimeException e -> FAULT;
            default -> message.isEmpty() ? FAULT : message;
        };
    }
}

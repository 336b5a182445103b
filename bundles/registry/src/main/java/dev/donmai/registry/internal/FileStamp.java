package dev.donmai.registry.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * By what a file is known to be the one that was read, without reading it again.
 *
 * @param text equal for equal files
 */
record FileStamp(String text) {

    /** Of a file that cannot be looked at; equal to no other. */
    static final FileStamp NONE = new FileStamp("");

    static FileStamp of(Path file) {
        try {
            BasicFileAttributes a = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileStamp(a.fileKey() + " " + a.size() + " " + a.lastModifiedTime());
        } catch (IOException e) {
            return NONE;
        }
    }
}

package dev.donmai.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Something that a command shows, in every form that may be asked for. */
interface View {

    /** What programs read: the daemon's reply with all of its members. */
    JsonNode json();

    /** What it is, {@code <kind>/<id>}; several for a list. */
    List<String> names();

    /**
     * Prints what people read.
     *
     * @param wide whether there may be more of it than fits beside each other on most screens
     */
    void print(Console console, boolean wide);
}

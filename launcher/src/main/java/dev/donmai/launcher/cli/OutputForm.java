package dev.donmai.launcher.cli;

import picocli.CommandLine.Option;

/** The flags that choose between text for people and JSON for programs. */
final class OutputForm {

    /** Forms of a result. */
    enum Form {
        table,
        json
    }

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json",
            defaultValue = "table",
            description = "Form of the result (default: table).")
    private Form form = Form.table;

    boolean json() {
        return json || form == Form.json;
    }
}

package dev.donmai.launcher.cli;

import picocli.CommandLine.Option;

/** The flags that choose between text for people and JSON or YAML for programs. */
final class OutputForm {

    /** Forms of a result. */
    enum Form {
        table,
        json,
        yaml
    }

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|json|yaml",
            defaultValue = "table",
            description = "Form of the result (default: table).")
    private Form form = Form.table;

    /** Whether a program reads the result. */
    boolean structured() {
        return json || form != Form.table;
    }

    /** Prints a result for a program. */
    void print(Console console, Object value) {
        if (!json && form == Form.yaml) {
            console.yaml(value);
        } else {
            console.json(value);
        }
    }
}

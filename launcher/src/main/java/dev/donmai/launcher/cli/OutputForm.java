package dev.donmai.launcher.cli;

import picocli.CommandLine.Option;

/** The flags that choose between text for people and JSON, YAML or names for programs. */
final class OutputForm {

    /** Forms of a result. */
    private enum Form {
        table,
        wide,
        json,
        yaml,
        name
    }

    @Option(names = "--json", description = "Print JSON; the same as -o json.")
    private boolean json;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "table|wide|json|yaml|name",
            defaultValue = "table",
            description = "Form of the result (default: table). wide shows more; name prints <kind>/<id> only.")
    private Form form = Form.table;

    private Form form() {
        return json ? Form.json : form;
    }

    /** Whether people read it. */
    boolean forPeople() {
        return form() == Form.table || form() == Form.wide;
    }

    /** Whether only the names are asked for. */
    boolean names() {
        return form() == Form.name;
    }

    /** What stands between two results of the same output. */
    String separator() {
        return form() == Form.yaml ? "---" : "";
    }

    /** Prints a result. */
    void print(Console console, View view) {
        switch (form()) {
            case table -> view.print(console, false);
            case wide -> view.print(console, true);
            case json -> console.json(view.json());
            case yaml -> console.yaml(view.json());
            case name -> view.names().forEach(console::line);
        }
    }
}

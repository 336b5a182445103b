package dev.donmai.launcher.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Rows of cells, aligned: each column as wide as its widest cell and two blanks, the last one not padded
 * ({@code cli.md} §1). Width counts code points; colours have none.
 */
final class Columns {

    private static final int GAP = 2;
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    private final String margin;
    private final List<List<String>> rows = new ArrayList<>();

    /** @param margin what each line begins with */
    Columns(String margin) {
        this.margin = margin;
    }

    Columns row(List<String> cells) {
        rows.add(List.copyOf(cells));
        return this;
    }

    /** A label and its value. */
    Columns row(String label, Object value) {
        return row(List.of(label, String.valueOf(value)));
    }

    /** A label and its value, if there is one. */
    Columns given(String label, String value) {
        return value.isEmpty() ? this : row(label, value);
    }

    List<String> lines() {
        List<Integer> widths = widths();
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(margin);
            for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i);
                line.append(cell);
                if (i < row.size() - 1) {
                    line.repeat(' ', widths.get(i) - width(cell) + GAP);
                }
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    void print(Console console) {
        lines().forEach(console::line);
    }

    private List<Integer> widths() {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                if (i == widths.size()) {
                    widths.add(0);
                }
                widths.set(i, Math.max(widths.get(i), width(row.get(i))));
            }
        }
        return widths;
    }

    private static int width(String cell) {
        String text = cell.indexOf('\u001b') < 0 ? cell : COLOUR.matcher(cell).replaceAll("");
        return text.codePointCount(0, text.length());
    }
}

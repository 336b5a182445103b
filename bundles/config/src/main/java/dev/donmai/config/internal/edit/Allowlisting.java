package dev.donmai.config.internal.edit;

import dev.donmai.config.ConfigEdit.AddProject;
import dev.donmai.config.internal.edit.YamlContent.Branch;
import dev.donmai.config.internal.edit.YamlContent.Items;
import dev.donmai.config.internal.edit.YamlContent.Leaf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts projects into the allowlist of a text and takes them out. */
final class Allowlisting {

    private static final List<String> PROJECTS = List.of("projects");
    private static final List<String> REPOSITORY = List.of("repository");

    private Allowlisting() {}

    static String add(String text, Branch before, AddProject add) throws EditRefusedException {
        List<YamlContent> projects = projects(before);
        int index = find(projects, add);
        return index < 0 ? append(text, before, add) : update(text, before, add, index);
    }

    static String remove(String text, Branch before, String id) throws EditRefusedException {
        String shorter = text;
        Branch content = before;
        List<YamlContent> left = new ArrayList<>(projects(before));
        for (int i = left.size() - 1; i >= 0; i--) {
            if (says(left.get(i), "id", id)) {
                left.remove(i);
                content = content.with(PROJECTS, left.isEmpty() ? YamlContent.NOTHING : new Items(left));
                YamlText changed = ListEdit.remove(YamlText.of(shorter), "projects", i);
                shorter = TextEdit.checked(changed, content, "projects[" + i + "]");
            }
        }
        return shorter;
    }

    private static String append(String text, Branch before, AddProject add) throws EditRefusedException {
        List<YamlContent> projects = new ArrayList<>(projects(before));
        String id = add.id();
        if (id.isEmpty()) {
            id = ProjectId.of(add.repository())
                    .unlike(projects.stream().map(each -> text(each, "id")).collect(Collectors.toSet()))
                    .value();
        }
        Branch entry = new Branch(Map.of("id", Leaf.of(id), "repository", Leaf.of(add.repository())));
        if (!add.cloneStrategy().isEmpty()) {
            entry = entry.with(List.of("cloneStrategy"), Leaf.of(add.cloneStrategy()));
        }
        projects.add(entry);
        return TextEdit.checked(
                ProjectEdit.add(YamlText.of(text), id, add.repository(), add.cloneStrategy()),
                before.with(PROJECTS, new Items(projects)),
                "projects");
    }

    private static String update(String text, Branch before, AddProject add, int index) throws EditRefusedException {
        List<YamlContent> projects = new ArrayList<>(projects(before));
        Branch entry = (Branch) projects.get(index);
        YamlText changed = ProjectEdit.renameOldRepository(YamlText.of(text), index);
        Branch renamed = (Branch) projects(YamlContent.of(changed.text())).get(index);
        Branch wanted = entry.without(List.of("repoUrl"));
        if (says(renamed, "repository", add.repository())) {
            wanted = wanted.with(REPOSITORY, renamed.get(REPOSITORY));
        } else {
            wanted = wanted.with(REPOSITORY, Leaf.of(add.repository()));
            changed = ProjectEdit.set(changed, index, "repository", add.repository());
        }
        if (!add.cloneStrategy().isEmpty() && !strategy(entry).equals(add.cloneStrategy())) {
            wanted = wanted.with(List.of("cloneStrategy"), Leaf.of(add.cloneStrategy()));
            changed = ProjectEdit.set(changed, index, "cloneStrategy", add.cloneStrategy());
        }
        projects.set(index, wanted);
        return TextEdit.checked(changed, before.with(PROJECTS, new Items(projects)), "projects[" + index + "]");
    }

    private static List<YamlContent> projects(Branch content) {
        return content.get(PROJECTS) instanceof Items list ? list.items() : List.of();
    }

    private static int find(List<YamlContent> projects, AddProject add) {
        for (int i = 0; i < projects.size(); i++) {
            boolean same = add.id().isEmpty()
                    ? repository(projects.get(i)).equals(add.repository())
                    : says(projects.get(i), "id", add.id());
            if (same) {
                return i;
            }
        }
        return -1;
    }

    private static String repository(YamlContent entry) {
        String name = text(entry, "repository");
        return name.isEmpty() ? text(entry, "repoUrl") : name;
    }

    private static String strategy(YamlContent entry) {
        String strategy = text(entry, "cloneStrategy");
        return strategy.isEmpty() ? "shallow" : strategy;
    }

    private static boolean says(YamlContent entry, String key, String text) {
        return text(entry, key).equals(text);
    }

    private static String text(YamlContent entry, String key) {
        return entry instanceof Branch branch && branch.get(List.of(key)) instanceof Leaf leaf ? leaf.text() : "";
    }
}

package dev.donmai.git;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a repository says it has.
 *
 * @param headRef the branch that its HEAD is on ({@code refs/heads/main}); empty when detached, unborn or untold
 * @param ids object ids by full ref name; {@code HEAD} among them; a tag object's commit under {@code name^{}}
 */
record RemoteRefs(String headRef, Map<String, String> ids) {
    static final String HEAD = "HEAD";
    static final String BRANCHES = "refs/heads/";
    static final String TAGS = "refs/tags/";

    /** The commit, or whatever else it is, that a ref stands for. */
    Optional<String> id(String ref) {
        return Optional.ofNullable(ids.getOrDefault(ref + "^{}", ids.getOrDefault(ref, "")))
                .filter(id -> !id.isEmpty());
    }

    boolean has(String ref) {
        return ids.containsKey(ref);
    }

    /** Reads the output of {@code git ls-remote --symref}. */
    static RemoteRefs parse(String output) {
        String headRef = "";
        Map<String, String> ids = new LinkedHashMap<>();
        for (String line : output.split("\n", -1)) {
            int tab = line.indexOf('\t');
            if (tab < 0) {
                continue;
            }
            String name = line.substring(tab + 1);
            String value = line.substring(0, tab);
            if (value.startsWith("ref: ")) {
                headRef = name.equals(HEAD) ? value.substring("ref: ".length()) : headRef;
            } else {
                ids.put(name, value);
            }
        }
        return new RemoteRefs(headRef, ids);
    }

    /** The names of the branches, at most {@code most}, for an error message. */
    List<String> branches(int most) {
        return new TreeMap<>(ids)
                .keySet().stream()
                        .filter(name -> name.startsWith(BRANCHES))
                        .map(name -> name.substring(BRANCHES.length()))
                        .limit(most)
                        .toList();
    }
}

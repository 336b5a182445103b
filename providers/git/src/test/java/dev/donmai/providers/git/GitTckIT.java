package dev.donmai.providers.git;

import dev.donmai.api.vcs.Workarea;
import dev.donmai.tck.VcsTck;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The contract, with a bare repository beside each working copy. */
class GitTckIT extends VcsTck {

    private final Map<Path, Place> places = new HashMap<>();

    @Override
    public Workarea checkOut(Path directory) throws Exception {
        Place place = new Place(directory.toRealPath());
        place.run(place.area, "checkout", "-q", "-b", "work");
        places.put(place.area, place);
        return new Workarea(place.area, place.origin.toString(), place.base, "main");
    }

    @Override
    public void commitElsewhere(Workarea workarea, String branch) throws Exception {
        Place place = Optional.ofNullable(places.get(workarea.directory())).orElseThrow();
        Path other = place.root.resolve("other");
        place.run(place.root, "clone", "-q", place.origin.toString(), other.toString());
        Files.writeString(other.resolve("theirs.txt"), "theirs\n");
        place.run(other, "checkout", "-q", "-b", branch);
        place.run(other, "add", "-A");
        place.run(other, "commit", "-q", "-m", "Theirs");
        place.run(other, "push", "-q", "origin", branch);
    }
}

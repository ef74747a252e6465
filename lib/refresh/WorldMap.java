package tarn.refresh;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The outlines of countries for the maps in notebooks. */
public final class WorldMap {
  /** What our maps do not show. */
  private static final List<String> LEFT_OUT = List.of("lakes", "rivers", "subunits");

  private WorldMap() {}

  public static void write(Path lib, RegistryPackage outlines, Path fetched) throws IOException, InterruptedException {
    Path source = outlines.fetch(fetched).resolve("dist/world_110m.json");
    ObjectNode map = (ObjectNode) new ObjectMapper().readTree(source.toFile());
    LEFT_OUT.forEach(layer -> ((ObjectNode) map.path("objects").path(layer)).putArray("geometries"));
    Path folder = lib.resolve("workbench/resources");
    ResourceFile.writeLines(folder.resolve("world.json"), List.of(outlines), List.of(map.toString()));
    ResourceFile.writeLicences(folder.resolve("licences"), List.of(outlines), fetched);
  }
}

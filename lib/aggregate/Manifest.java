package tarn.aggregate;

import java.util.List;
import tarn.lake.LakeFile;

/**
 * What the partitions of a day were built from. Where it stands, they are whole and of exactly this build.
 *
 * @param target what was built: {@link Target#CORE}, or the name of a table of the user's own
 * @param buildId SHA-256 over the target, the inputs and the SQL, which all files of the build carry
 * @param sqlHash SHA-256 over the SQL
 * @param tarnVersion that built it, for people: another one makes nothing stale
 * @param builtAt ISO 8601
 * @param inputs the cleaned files, as they were listed before the build
 */
public record Manifest(String target, String domain, String date, String buildId, String sqlVersion, String sqlHash,
    String tarnVersion, String builtAt, List<LakeFile> inputs) {}

package tarn.aggregate;

import java.util.List;
import tarn.lake.CleanedPartitions.CleanedFile;

/**
 * What a curated partition was built from.
 *
 * @param buildId SHA-256 over the rest: the same inputs and SQL give the same id, which all files of the build carry
 */
public record Manifest(
    String domain, String date, String buildId, String sqlVersion, String sqlHash, String builtAt, List<CleanedFile> inputs) {}

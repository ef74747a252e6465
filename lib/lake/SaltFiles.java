package tarn.lake;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HexFormat;
import tarn.enrich.SaltDestroyed;
import tarn.enrich.Salts;
import tarn.event.Schema;

/** The salts of a lake: made once, at the first hit of their day, and shared by all writers. */
public final class SaltFiles implements Salts {
  /**
   * @param salt 64 hex digits
   * @param created instant of creation, ISO 8601
   */
  public record Salt(String salt, String created) {}

  private static final int SALT_BYTES = 32;

  private final Lake lake;
  private final Clock clock;

  public SaltFiles(Lake lake, Clock clock) {
    this.lake = lake;
    this.clock = clock;
  }

  @Override
  public byte[] salt(LocalDate day) throws SaltDestroyed {
    Path file = lake.salt(day);
    if (!Files.exists(file)) {
      // Looked at in this order, because another writer makes the salt first and writes cleaned files then.
      if (hasData(day.toString()) && !Files.exists(file)) {
        throw new SaltDestroyed();
      }
      create(file);
    }
    return HexFormat.of().parseHex(Json.read(file, Salt.class).salt());
  }

  /** Cleaned files go at their time too, but ids stay in what was made of them. */
  private boolean hasData(String day) {
    return CleanedPartitions.hasDay(lake, day)
        || CleanedPartitions.children(lake.aggregated(Schema.SESSIONS.name()), "domain_name=").stream()
            .anyMatch(domain -> Files.isDirectory(domain.resolve("event_date=" + day)));
  }

  private void create(Path file) {
    byte[] random = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(random);
    Path temporary = lake.temporaryFile(lake.raw(), "-salt");
    try {
      Files.createDirectories(file.getParent());
      OwnerOnly.createFile(temporary);
      Files.write(temporary, Json.bytes(new Salt(HexFormat.of().formatHex(random), clock.instant().toString())));
      // A link is put in place whole or not at all, and never over another writer's.
      Files.createLink(file, temporary);
    } catch (FileAlreadyExistsException anotherWriterWasFirst) {
      // Its salt is read next.
    } catch (IOException e) {
      throw new LakeException("cannot write the salt " + file + " (" + e.getMessage() + "): check that the folder may be written to", e);
    } finally {
      temporary.toFile().delete();
    }
  }
}

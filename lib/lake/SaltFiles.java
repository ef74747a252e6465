package tarn.lake;

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
    Salt salt = read(day);
    if (salt == null) {
      // Looked at in this order, because another writer makes the salt first and writes cleaned files then.
      boolean hasData = hasData(day.toString());
      salt = read(day);
      if (salt == null && hasData) {
        throw new SaltDestroyed();
      }
    }
    return HexFormat.of().parseHex((salt != null ? salt : made(day)).salt());
  }

  private Salt read(LocalDate day) {
    return Json.read(lake, lake.salt(day), Salt.class);
  }

  /** Cleaned files go at their time too, but ids stay in what was made of them. */
  private boolean hasData(String day) {
    return CleanedPartitions.hasDay(lake, day) || !lake.store().list(
        lake.store().folders(lake.aggregated(Schema.SESSIONS.name()) + "domain_name=").stream()
            .map(domain -> domain + "event_date=" + day + "/").toList()).isEmpty();
  }

  /** A new salt, or that of another writer who was first. */
  private Salt made(LocalDate day) {
    byte[] random = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(random);
    Salt salt = new Salt(HexFormat.of().formatHex(random), clock.instant().toString());
    return lake.store().create(lake.salt(day), Json.bytes(salt)) ? salt : read(day);
  }
}

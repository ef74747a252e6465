package tarn.enrich;

import java.time.LocalDate;

/** Where the secret salt of a UTC day comes from. */
public interface Salts {
  /**
   * The 32 random bytes of a day: the same for every writer of a lake, until they are destroyed.
   *
   * @throws SaltDestroyed when the day had a salt once and it is gone, so that no id of that day can be made any more
   */
  byte[] salt(LocalDate day) throws SaltDestroyed;
}

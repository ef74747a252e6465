package tarn.enrich;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** The domains a lake takes hits of: matched exactly, no subdomains. */
public final class AllowList {
  private final Set<String> domains;

  private AllowList(Set<String> domains) {
    this.domains = domains;
  }

  /** Takes every domain. Anyone who can reach the pixel can then create partitions. */
  public static AllowList everything() {
    return new AllowList(null);
  }

  /**
   * Takes the named domains, in any of their spellings.
   *
   * @throws IllegalArgumentException when one of them is no host name
   */
  public static AllowList of(Collection<String> names) {
    Set<String> domains = new TreeSet<>();
    for (String name : names) {
      String domain = DomainName.normalise(name.strip());
      if (domain == null) {
        throw new IllegalArgumentException("'" + name + "' is no host name: give domains like example.com");
      }
      domains.add(domain);
    }
    return new AllowList(domains);
  }

  /** The domains in their normal spelling and in order; null where every domain is taken. */
  public List<String> names() {
    return domains == null ? null : List.copyOf(domains);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AllowList list && Objects.equals(domains, list.domains);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(domains);
  }

  public boolean isEverything() {
    return domains == null;
  }

  public boolean allows(String domain) {
    return domains == null || domains.contains(domain);
  }
}

package tarn.enrich;

import java.util.Locale;

/** A site's name as the lake spells it: lower case, without port, trailing dot and leading {@code www.}. */
public final class DomainName {
  /** DNS allows 253, but the folder {@code domain_name=…} may have 255 bytes. */
  private static final int LONGEST_NAME = 243;
  private static final int LONGEST_LABEL = 63;

  private DomainName() {}

  /** The normal spelling of a host name; null where the text is none (RFC 1123, underscores tolerated, at most 243
   * characters). */
  public static String normalise(String host) {
    if (host == null) {
      return null;
    }
    int end = host.length();
    int colon = host.indexOf(':');
    if (colon >= 0) {
      if (!isPort(host, colon + 1)) {
        return null;
      }
      end = colon;
    }
    if (end > 0 && host.charAt(end - 1) == '.') {
      end--;
    }
    String name = host.substring(0, end).toLowerCase(Locale.ROOT);
    if (name.startsWith("www.") && name.length() > 4) {
      name = name.substring(4);
    }
    return isHostName(name) ? name : null;
  }

  private static boolean isPort(String host, int from) {
    for (int i = from; i < host.length(); i++) {
      if (host.charAt(i) < '0' || host.charAt(i) > '9') {
        return false;
      }
    }
    return host.length() - from <= 5;
  }

  private static boolean isHostName(String name) {
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      return false;
    }
    int labelStart = 0;
    for (int i = 0; i <= name.length(); i++) {
      if (i == name.length() || name.charAt(i) == '.') {
        if (i == labelStart || i - labelStart > LONGEST_LABEL
            || name.charAt(labelStart) == '-' || name.charAt(i - 1) == '-') {
          return false;
        }
        labelStart = i + 1;
        continue;
      }
      char c = name.charAt(i);
      if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_')) {
        return false;
      }
    }
    return true;
  }
}

package tarn.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RequiredLiteralsTest {
  @Test
  void joinsNeighboursAndBreaksAtWhatMayBeAnything() {
    assertClauses("(Firefox)/(\\d+)\\.(\\d+) Beta", "[firefox/] [.] [ beta]");
    assertClauses("a.b", "[a] [b]");
    assertClauses("ab[^c]de", "[ab] [de]");
  }

  @Test
  void foldsCapitalsAndSmallClasses() {
    assertClauses("[Hh][Tt]C[ _]One", "[htc one, htc_one]");
  }

  @Test
  void knowsThatOptionalPartsMayBeMissing() {
    assertClauses("UC ?Browser", "[uc browser, ucbrowser]");
    assertClauses("ab?c*d", "[a, ab] [d]");
    assertClauses("x(?:abc|)y", "[xabcy, xy]");
    assertClauses("a{0,2}", "");
    assertClauses("(?:abc)*", "");
  }

  @Test
  void takesWhatRepeatsAtLeastOnce() {
    assertClauses("Foo +Bar", "[foo ] [bar]");
    assertClauses("x{3,}y", "[xx] [y]");
    assertClauses("; {0,2}HTC", "[;  htc, ; htc, ;htc]");
  }

  @Test
  void takesOneOfAlternatives() {
    assertClauses("(?:Foo \\d+|Bar[a-z]Bazar)", "[bazar, foo ]");
    assertClauses("(?:Foo|\\d+)", "");
  }

  @Test
  void marksTheStart() {
    assertClauses("^Luminary", "[^luminary]");
    assertClauses("(?:^|;)X1", "[;x1, ^x1]");
    assertClauses("^(?:^a|b)", "[^a, ^b]");
  }

  @Test
  void asksNothingOfWhatTakesNoRoom() {
    assertClauses("a(?!b)c\\bd$", "[acd]");
    assertClauses("a(?=bc)b", "[ab]");
    assertClauses("(?<!cu)bot", "[bot]");
  }

  @Test
  void keepsQuietAboutSyntaxItDoesNotKnow() {
    assertClauses("abc\\Qd|e\\E", "");
    assertClauses("(a)\\1bc", "");
    assertClauses("(?x)a b", "");
    assertClauses("[a-z&&[def]]abc", "");
    assertClauses("\\x41bc", "");
  }

  @Test
  void takesSignsOfItsOwnAndOtherAlphabetsForAnything() {
    assertClauses("ab\\^cd\\$ef", "[ab] [cd] [ef]");
    assertClauses("abécd", "[ab] [cd]");
  }

  private static void assertClauses(String regex, String expected) {
    List<Set<String>> clauses = RequiredLiterals.of(regex, String::length);
    assertEquals(expected, clauses.stream().map(clause -> clause.stream().sorted().toList().toString()).collect(Collectors.joining(" ")));
  }
}

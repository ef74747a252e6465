package tarn.lake;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Fails where an answer ends before all of its bytes have come. The HTTP client of the JDK takes the end of a connection for
 * the end of the answer; as a failure it is tried again like any other.
 */
final class WholeAnswers implements ExecutionInterceptor {
  @Override
  public Optional<InputStream> modifyHttpResponseContent(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    Optional<String> length = context.httpResponse().firstMatchingHeader("Content-Length").filter(text -> text.matches("\\d{1,18}"));
    return context.responseBody().map(body -> length.isEmpty() ? body : new Counted(body, Long.parseLong(length.get())));
  }

  private static final class Counted extends FilterInputStream {
    private long missing;

    Counted(InputStream body, long length) {
      super(body);
      missing = length;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count(read < 0 ? read : 1);
      return read;
    }

    @Override
    public int read(byte[] bytes, int from, int most) throws IOException {
      int read = super.read(bytes, from, most);
      count(read);
      return read;
    }

    @Override
    public long skip(long most) throws IOException {
      long skipped = super.skip(most);
      missing -= skipped;
      return skipped;
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    private void count(int read) throws EOFException {
      if (read >= 0) {
        missing -= read;
      } else if (missing > 0) {
        throw new EOFException("the connection was cut before the end of the answer");
      }
    }
  }
}

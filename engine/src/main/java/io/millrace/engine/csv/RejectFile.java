package io.millrace.engine.csv;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes rejected lines to a CSV file with the columns {@code file,line,reason,text}. A file that is there already is
 * replaced. <b>Immutable and thread-safe.</b>
 */
public final class RejectFile implements RejectHandlerFactory {
    private static final long serialVersionUID = 1L;

    private final String path;

    private RejectFile(final String path) {
        this.path = path;
    }

    /**
     * Rejects go to a file.
     *
     * @param path the file; its folder must be there when a run starts.
     * @return the factory.
     */
    public static RejectFile to(final Path path) {
        return new RejectFile(path.toString());
    }

    @Override
    public RejectHandler open() throws IOException {
        final CsvOutput output = CsvOutput.create(Path.of(path));
        output.text("file").text("line").text("reason").text("text").endRow();
        output.flush();
        return new Writing(output);
    }

    private record Writing(CsvOutput output) implements RejectHandler {
        @Override
        public void onReject(final String file, final long line, final String reason, final CharSequence text)
                throws IOException {
            output.text(file).number(line).text(reason).text(text).endRow();
        }

        @Override
        public void close() throws IOException {
            output.close();
        }
    }
}

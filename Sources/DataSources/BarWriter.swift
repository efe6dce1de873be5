import Compression
import Core
public import TimeSeries

/// Writes bars as CSV: the fewest digits that read back to the same number, ISO 8601 times.
public enum BarWriter {
    /// Writes bars to a file, or to standard output for `-`.
    ///
    /// A file is written under a temporary name and renamed, so that an interrupt leaves the old one or none.
    ///
    /// - Parameter windows: For each series, the windows of its bars: their edges are written instead of the bars'.
    /// - Throws: `DataError.output` with the system's words.
    public static func write(
        _ series: [BarSeries], windows: [[Window]] = [], to path: String, options: BarWriteOptions = BarWriteOptions()
    ) throws(DataError) {
        var bytes = try text(series, windows: windows, options: options)
        if options.isPacked ?? path.hasSuffix(".gz") {
            do throws(Gzip.Failure) {
                bytes = try Gzip.deflate(bytes)
            } catch {
                throw .output(path: path, reason: error.text)
            }
        }
        try OutputFile.write(bytes, to: path)
    }

    /// The text of bars, header included.
    ///
    /// Missing volumes are empty fields; a volume that is missing throughout has no column, and a series of closes has
    /// its close alone.
    public static func text(
        _ series: [BarSeries], windows: [[Window]] = [], options: BarWriteOptions = BarWriteOptions()
    ) throws(DataError) -> [UInt8] {
        guard let delimiter = options.delimiter.asciiValue, delimiter != 10, delimiter != 13 else {
            throw .option(
                path: "output",
                .badValue(key: "delimiter", found: String(options.delimiter), allowed: "one ASCII character"))
        }
        let layout = options.layout ?? (series.count == 1 ? .single : .long)
        if layout == .single, series.count != 1 {
            throw .option(
                path: "output",
                .badValue(key: "layout", found: "single", allowed: "long or wide for \(series.count) instruments"))
        }
        var text = BarText(delimiter: delimiter, options: options)
        switch layout {
        case .single, .long: text.appendRows(of: series, windows: windows, hasSymbols: layout == .long)
        case .wide: text.appendCloses(of: series, windows: windows)
        }
        return text.bytes
    }
}

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
        guard options.isPacked ?? path.hasSuffix(".gz") else {
            let layout = try layout(series, options)
            return try OutputFile.write(to: path) { put throws(DataError) in
                try text(series, windows: windows, layout, options: options) { piece throws(DataError) in
                    try put(piece)
                }
            }
        }
        let plain = try text(series, windows: windows, options: options)
        let packed: [UInt8]
        do throws(Gzip.Failure) {
            packed = try Gzip.deflate(plain)
        } catch {
            throw .output(path: path, reason: error.text)
        }
        try OutputFile.write(packed, to: path)
    }

    /// The text of bars, header included.
    ///
    /// Missing volumes are empty fields; a volume that is missing throughout has no column, and a series of closes has
    /// its close alone.
    public static func text(
        _ series: [BarSeries], windows: [[Window]] = [], options: BarWriteOptions = BarWriteOptions()
    ) throws(DataError) -> [UInt8] {
        var bytes: [UInt8] = []
        try text(series, windows: windows, layout(series, options), options: options) { piece throws(DataError) in
            bytes.append(contentsOf: piece)
        }
        return bytes
    }

    private static func text(
        _ series: [BarSeries], windows: [[Window]], _ layout: (CSVReadOptions.Layout, delimiter: UInt8),
        options: BarWriteOptions, _ put: @escaping BarText.Put
    ) throws(DataError) {
        let text = BarText(delimiter: layout.delimiter, options: options, put: put)
        switch layout.0 {
        case .single, .long: try text.putRows(of: series, windows: windows, hasSymbols: layout.0 == .long)
        case .wide: try text.putCloses(of: series, windows: windows)
        }
    }

    private static func layout(
        _ series: [BarSeries], _ options: BarWriteOptions
    ) throws(DataError) -> (CSVReadOptions.Layout, delimiter: UInt8) {
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
        return (layout, delimiter)
    }
}

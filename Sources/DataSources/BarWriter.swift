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

/// Text of bars as it grows.
private struct BarText {
    var bytes: [UInt8] = []
    let delimiter: UInt8
    let options: BarWriteOptions

    init(delimiter: UInt8, options: BarWriteOptions) {
        self.delimiter = delimiter
        self.options = options
    }

    mutating func appendRows(of series: [BarSeries], windows: [[Window]], hasSymbols: Bool) {
        let stamps = series.indices.map { Stamps(series[$0], windows: $0 < windows.count ? windows[$0] : nil, options) }
        let areDates = stamps.allSatisfy { $0.dates != nil }
        let hasBars = series.contains { $0.content == .bars }
        let hasVolume = series.contains { $0.volume.contains { !$0.isNaN } }
        var names = [areDates ? "date" : "timestamp"]
        if hasSymbols { names.append("symbol") }
        names += hasBars ? ["open", "high", "low", "close"] : ["close"]
        if hasVolume { names.append("volume") }
        append(names)
        for (place, one) in series.enumerated() {
            bytes.reserveCapacity(bytes.count + one.count * 64)
            for index in 0..<one.count {
                bytes.append(contentsOf: stamps[place].text(index, areDates: areDates).utf8)
                if hasSymbols { appendField(quoted(one.instrument.symbol)) }
                if hasBars {
                    appendField(one.open[index].shortestText)
                    appendField(one.high[index].shortestText)
                    appendField(one.low[index].shortestText)
                }
                appendField(one.close[index].shortestText)
                if hasVolume { appendField(one.volume[index].isNaN ? "" : one.volume[index].shortestText) }
                bytes.append(10)
            }
        }
    }

    /// One row a stamp, one column a symbol; an instrument without a bar there has an empty field.
    mutating func appendCloses(of series: [BarSeries], windows: [[Window]]) {
        let stamps = series.indices.map { Stamps(series[$0], windows: $0 < windows.count ? windows[$0] : nil, options) }
        let areDates = stamps.allSatisfy { $0.dates != nil }
        append([areDates ? "date" : "timestamp"] + series.map { quoted($0.instrument.symbol) })
        var next = [Int](repeating: 0, count: series.count)
        while true {
            let heads = series.indices.filter { next[$0] < series[$0].count }
            guard let first = heads.map({ stamps[$0].key(next[$0], areDates: areDates) }).min() else { return }
            var stamp: String?
            var fields: [String] = []
            for place in series.indices {
                let index = next[place]
                if index < series[place].count, stamps[place].key(index, areDates: areDates) == first {
                    stamp = stamp ?? stamps[place].text(index, areDates: areDates)
                    fields.append(series[place].close[index].shortestText)
                    next[place] += 1
                } else {
                    fields.append("")
                }
            }
            append([stamp ?? ""] + fields)
        }
    }

    private mutating func append(_ fields: [String]) {
        for (place, field) in fields.enumerated() {
            if place > 0 { bytes.append(delimiter) }
            bytes.append(contentsOf: field.utf8)
        }
        bytes.append(10)
    }

    private mutating func appendField(_ field: String) {
        bytes.append(delimiter)
        bytes.append(contentsOf: field.utf8)
    }

    private func quoted(_ text: String) -> String {
        let special: (UInt8) -> Bool = { $0 == self.delimiter || $0 == 34 || $0 == 10 || $0 == 13 }
        guard text.utf8.contains(where: special) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}

/// The stamps of a series: dates where bars span whole sessions, instants always.
private struct Stamps {
    let instants: [Int64]
    let dates: [CivilDate]?
    let zone: ZoneOffsets?

    init(_ series: BarSeries, windows: [Window]?, _ options: BarWriteOptions) {
        zone = options.zone
        if let windows {
            instants = windows.map { options.label == .start ? $0.start : $0.end }
            let spansDays = !windows.contains {
                $0.dates.upperBound - $0.dates.lowerBound == 1 && $0.end - $0.start < 20 * Timestamp.hour
            }
            dates =
                spansDays && options.usesDates
                ? windows.map { options.label == .start ? $0.dates.lowerBound : $0.dates.upperBound + -1 } : nil
            return
        }
        instants = options.label == .start ? series.start : series.end
        guard options.usesDates else {
            dates = nil
            return
        }
        var dates: [CivilDate] = []
        var place = 0
        let sessions = series.calendar.sessions
        for index in 0..<series.count {
            while place < sessions.count, sessions[place].close.nanoseconds <= series.start[index] { place += 1 }
            guard place < sessions.count, sessions[place].open.nanoseconds == series.start[index] else { break }
            // A date names one session: what spans several is stamped with instants.
            guard sessions[place].close.nanoseconds == series.end[index] else { break }
            dates.append(sessions[place].date)
        }
        self.dates = dates.count == series.count ? dates : nil
    }

    /// What orders rows of several instruments.
    func key(_ index: Int, areDates: Bool) -> Int64 {
        if areDates, let dates { return Int64(dates[index].daysSinceEpoch) }
        return instants[index]
    }

    func text(_ index: Int, areDates: Bool) -> String {
        if areDates, let dates { return dates[index].description }
        let instant = Timestamp(nanoseconds: instants[index])
        guard let zone else { return instant.description }
        let offset = zone.offset(at: instant)
        let local = (instant + Int64(offset) * Timestamp.second).description.dropLast()
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return local + (offset < 0 ? "-" : "+") + two(abs(offset) / 3_600) + ":" + two(abs(offset) / 60 % 60)
    }
}

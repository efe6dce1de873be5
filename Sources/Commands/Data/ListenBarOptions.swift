import ArgumentParser
import Core
import DataSources
import TimeSeries

/// Which points are bars, and how bars are printed.
struct ListenBarOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The measurement; others are passed over.", valueName: "name"))
    var measurement: String = "bar"

    @Option(help: ArgumentHelp("The tag that names the instrument; '' where there is one only.", valueName: "tag"))
    var symbolTag: String = "symbol"

    @Option(help: ArgumentHelp("A tag that points must have; may be repeated.", valueName: "tag=value"))
    var tag: [String] = []

    @Option(
        help: ArgumentHelp(
            "A field of rows that are bars, where it is not called open, high, low, close or volume; may be repeated.",
            valueName: "use=name"))
    var field: [String] = []

    @Option(
        help: ArgumentHelp("Rows are trades: the fields of the price and, if any, the size.", valueName: "price,size"))
    var ticks: String?

    @Option(help: ArgumentHelp("The length of a bar: 30s, 1m, 4h.", valueName: "length"))
    var every: String = "1m"

    @Option(help: "Which edge of its bar the time of a row is: start or end.")
    var stamp: BarMapping.Edge = .start

    @Option(
        help: ArgumentHelp(
            "How long a bar waits for late points after its end and its last point.", valueName: "length"))
    var grace: String = "5s"

    @Option(
        help: ArgumentHelp(
            "How long points are kept once their bars are made, such as 7d; by default for ever. A point that comes later "
                + "for one of these bars changes it no more.", valueName: "length"))
    var keepPoints: String?

    @Option(
        help: ArgumentHelp(
            "The points that a start may read again, at the least: the bytes of a segment of the journal.",
            valueName: "bytes"))
    var segment: Int = 16 << 20

    @Option(help: "How bars are printed: lp (line protocol), json or none.")
    var print: BarPrinting = .lp

    /// As the assembler takes it.
    func mapping() throws -> BarMapping {
        var mapping = BarMapping(measurement: measurement, symbolTag: symbolTag.isEmpty ? nil : symbolTag)
        if measurement.isEmpty { throw ValidationError("--measurement is the name of a measurement.") }
        for text in tag {
            let (key, value) = try ListenBarOptions.pair(text, option: "--tag", form: "tag=value")
            mapping.tags[key] = value
        }
        mapping.length = try ListenBarOptions.duration(every, option: "--every")
        if let ticks {
            let names = ticks.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            guard names.count <= 2, !names.contains(""), field.isEmpty else {
                throw ValidationError(
                    field.isEmpty
                        ? "--ticks is the field of the price, or of price and size, such as price,size."
                        : "--ticks and --field exclude each other: rows are trades or bars.")
            }
            mapping.content = .ticks(price: names[0], size: names.count > 1 ? names[1] : nil)
            return mapping
        }
        var fields = BarFields()
        for text in field {
            let (use, name) = try ListenBarOptions.pair(text, option: "--field", form: "open=o")
            switch use {
            case "open": fields.open = name
            case "high": fields.high = name
            case "low": fields.low = name
            case "close": fields.close = name
            case "volume": fields.volume = name
            default:
                throw ValidationError("--field \(text): '\(use)' is none of open, high, low, close, volume.")
            }
        }
        mapping.content = .bars(fields, stamp: stamp)
        return mapping
    }

    private static func pair(_ text: String, option: String, form: String) throws -> (String, String) {
        guard let sign = text.firstIndex(of: "="), sign > text.startIndex, text.index(after: sign) < text.endIndex
        else {
            throw ValidationError("\(option) \(text): it has the form \(form).")
        }
        return (String(text[..<sign]), String(text[text.index(after: sign)...]))
    }

    /// Nanoseconds of `30s`, `4h` or `7d`.
    static func age(_ text: String, option: String) throws -> Int64 {
        if text.hasSuffix("d"), let days = Int64(text.dropLast()), days > 0, days <= 36_500 {
            return days * Timestamp.day
        }
        guard let age = try? duration(text, option: option) else {
            throw ValidationError("\(option) \(text): it is a length such as 4h or 7d.")
        }
        return age
    }

    /// Nanoseconds of `30s`, `1m`, `4h` or `1d`, which is 24 hours here.
    static func duration(_ text: String, option: String) throws -> Int64 {
        switch Timeframe(text) {
        case .intraday(let nanoseconds): return nanoseconds
        case .day: return Timestamp.day
        default: throw ValidationError("\(option) \(text): it is a length of at most a day, such as 30s, 1m or 4h.")
        }
    }
}

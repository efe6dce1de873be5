import Core
import TimeSeries

/// Text of bars as it grows.
struct BarText {
    private(set) var bytes: [UInt8] = []
    private let delimiter: UInt8
    private let options: BarWriteOptions

    init(delimiter: UInt8, options: BarWriteOptions) {
        self.delimiter = delimiter
        self.options = options
    }

    mutating func appendRows(of series: [BarSeries], windows: [[Window]], hasSymbols: Bool) {
        let stamps = series.indices.map {
            BarStamps(series[$0], windows: $0 < windows.count ? windows[$0] : nil, options)
        }
        let areDates = stamps.allSatisfy { $0.dates != nil }
        let hasBars = series.contains { $0.content == .bars }
        let hasVolume = series.contains { $0.volume.contains { !$0.isNaN } }
        var names = [areDates ? "date" : "timestamp"]
        if hasSymbols { names.append("symbol") }
        names += hasBars ? ["open", "high", "low", "close"] : ["close"]
        if hasVolume { names.append("volume") }
        append(names)
        for (place, one) in series.enumerated() {
            let symbol = hasSymbols ? [delimiter] + Array(quoted(one.instrument.symbol).utf8) : []
            BarRowText(
                series: one, stamps: stamps[place], areDates: areDates, delimiter: delimiter, symbol: symbol,
                hasBars: hasBars, hasVolume: hasVolume, threads: options.threads
            ).append(to: &bytes)
        }
    }

    /// One row a stamp, one column a symbol; an instrument without a bar there has an empty field.
    mutating func appendCloses(of series: [BarSeries], windows: [[Window]]) {
        let stamps = series.indices.map {
            BarStamps(series[$0], windows: $0 < windows.count ? windows[$0] : nil, options)
        }
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

    private func quoted(_ text: String) -> String { QuotedField.text(text, delimiter: delimiter) }
}

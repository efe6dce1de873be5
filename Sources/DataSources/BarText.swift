import Core
import TimeSeries

/// Puts bars as text, piece by piece.
struct BarText {
    /// Where pieces go.
    typealias Put = (UnsafeRawBufferPointer) throws(DataError) -> Void

    private let delimiter: UInt8
    private let options: BarWriteOptions
    private let put: Put

    /// Text of closes that is put at once.
    private static let piece = 256 << 10

    init(delimiter: UInt8, options: BarWriteOptions, put: @escaping Put) {
        self.delimiter = delimiter
        self.options = options
        self.put = put
    }

    func putRows(of series: [BarSeries], windows: [[Window]], hasSymbols: Bool) throws(DataError) {
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
        try put(row(names))
        for (place, one) in series.enumerated() {
            let symbol = hasSymbols ? [delimiter] + Array(quoted(one.instrument.symbol).utf8) : []
            try BarRowText(
                series: one, stamps: stamps[place], areDates: areDates, delimiter: delimiter, symbol: symbol,
                hasBars: hasBars, hasVolume: hasVolume, threads: options.threads
            ).put(put)
        }
    }

    /// One row a stamp, one column a symbol; an instrument without a bar there has an empty field.
    func putCloses(of series: [BarSeries], windows: [[Window]]) throws(DataError) {
        let stamps = series.indices.map {
            BarStamps(series[$0], windows: $0 < windows.count ? windows[$0] : nil, options)
        }
        let areDates = stamps.allSatisfy { $0.dates != nil }
        var text = row([areDates ? "date" : "timestamp"] + series.map { quoted($0.instrument.symbol) })
        var next = [Int](repeating: 0, count: series.count)
        while true {
            let heads = series.indices.filter { next[$0] < series[$0].count }
            guard let first = heads.map({ stamps[$0].key(next[$0], areDates: areDates) }).min() else {
                return try put(text)
            }
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
            text += row([stamp ?? ""] + fields)
            guard text.count >= BarText.piece else { continue }
            try put(text)
            text.removeAll(keepingCapacity: true)
        }
    }

    private func put(_ text: [UInt8]) throws(DataError) {
        try text.withUnsafeBufferPointer { text throws(DataError) in try put(UnsafeRawBufferPointer(text)) }
    }

    private func row(_ fields: [String]) -> [UInt8] {
        var row: [UInt8] = []
        for (place, field) in fields.enumerated() {
            if place > 0 { row.append(delimiter) }
            row.append(contentsOf: field.utf8)
        }
        row.append(10)
        return row
    }

    private func quoted(_ text: String) -> String { QuotedField.text(text, delimiter: delimiter) }
}

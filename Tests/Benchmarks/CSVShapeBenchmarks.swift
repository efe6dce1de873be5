import Core
import DataSources
import Foundation
import TestSupport
import TimeSeries

/// Reads two million rows in each of the shapes that files commonly have into columns, prints rows a second.
func benchmarkCSVShapes(rows: Int = 2_000_000, repetitions: Int = 3) {
    for shape in CSVShape.allCases {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("shape_\(shape)_\(rows).csv").path
        guard shape.write(rows: rows, to: path) else { return print("CSV shapes: cannot write \(path)") }
        var rates: [String] = []
        for threads in [1, 2] {
            var best = Double.infinity
            for _ in 0..<repetitions {
                let clock = ContinuousClock()
                let start = clock.now
                do throws(DataError) {
                    let data = try MarketData.load(
                        CSVReadOptions(
                            paths: [path], layout: .single, stamp: .start, zone: "UTC", calendar: "24/7",
                            barLength: 60 * Timestamp.second, threads: threads, hashesSources: false))
                    best = min(best, Stopwatch.seconds(clock.now - start))
                    guard data.panel.series[0].count == rows else {
                        return print("CSV shapes failed: \(data.panel.series[0].count) rows of \(shape)")
                    }
                } catch {
                    return print("CSV shapes failed: \(error)")
                }
            }
            rates.append(Stopwatch.rate(Double(rows) / best))
        }
        print("CSV, \(rows) rows, \(shape.rawValue): \(rates[0]) rows/s on one thread, \(rates[1]) on two")
    }
}

/// How a file writes its rows.
enum CSVShape: String, CaseIterable {
    case instants = "2018-03-12T09:30:00Z"
    case clocks = "2018-03-12 09:30:00"
    case fractions = "2018-03-12 09:30:00.250000"
    case minutes = "2018-03-12 09:30"
    case zeroOffsets = "2018-03-12 09:30:00+00:00"
    case seconds = "seconds since 1970"
    case milliseconds = "milliseconds since 1970"
    case nanoseconds = "nanoseconds since 1970"
    case digits = "instants, prices of seventeen digits"
    case quotes = "instants, all fields in quotes"
    case remarks = "instants, some remarks in quotes"

    /// Writes a file of one-minute bars.
    func write(rows: Int, to path: String) -> Bool {
        let series = ReferenceWorkload.series(count: rows, seed: 4)
        guard let file = fopen(path, "w") else { return false }
        var text = "time,open,high,low,close,volume\(self == .remarks ? ",remark" : "")\n"
        for row in 0..<rows {
            let time = 1_077_836_800 + row * 60
            let prices = [series.open[row], series.high[row], series.low[row], series.close[row]].map {
                self == .digits ? $0.description : (($0 * 100).rounded() / 100).description
            }
            var fields = [stamp(time)] + prices + ["\(Int(series.volume[row]))"]
            if self == .quotes { fields = fields.map { "\"\($0)\"" } }
            if self == .remarks { fields.append(row % 10 == 0 ? "\"a, b\"" : "c") }
            text += fields.joined(separator: ",") + "\n"
            if text.utf8.count > 1 << 20 || row + 1 == rows {
                guard fputs(text, file) >= 0 else { return false }
                text = ""
            }
        }
        return fclose(file) == 0
    }

    private func stamp(_ time: Int) -> String {
        let parts = [time / 3_600 % 24, time / 60 % 60, time % 60].map { ($0 < 10 ? "0" : "") + "\($0)" }
        let date = Timestamp(nanoseconds: Int64(time) * Timestamp.second).date
        return switch self {
        case .instants, .digits, .quotes, .remarks: "\(date)T\(parts[0]):\(parts[1]):\(parts[2])Z"
        case .clocks: "\(date) \(parts[0]):\(parts[1]):\(parts[2])"
        case .fractions: "\(date) \(parts[0]):\(parts[1]):\(parts[2]).250000"
        case .minutes: "\(date) \(parts[0]):\(parts[1])"
        case .zeroOffsets: "\(date) \(parts[0]):\(parts[1]):\(parts[2])+00:00"
        case .seconds: "\(time)"
        case .milliseconds: "\(time)000"
        case .nanoseconds: "\(time)000000000"
        }
    }
}

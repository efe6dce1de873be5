import Core
import LineProtocol
import TestSupport
import TimeSeries

/// Line protocol, one core: decodes and encodes lines of one tag and five fields, prints lines a second.
///
/// The data are the bars of the reference workload W1 in a series `bars_1m,symbol=SYM00007`: once with prices of six decimals
/// and whole volumes as integers, 117 bytes a line, once with all digits of their doubles.
func benchmarkLineProtocol(rows: Int = 1_000_000, repetitions: Int = 3) {
    let series = ReferenceWorkload.series(count: rows)
    func rounded(_ values: [Double]) -> LineColumn { .floats(values.map { ($0 * 1e6).rounded() / 1e6 }) }
    let few: [LineColumn] = [
        rounded(series.open), rounded(series.high), rounded(series.low), rounded(series.close),
        .integers(series.volume.map { Int64($0) }),
    ]
    let all: [LineColumn] = [
        .floats(series.open), .floats(series.high), .floats(series.low), .floats(series.close), .floats(series.volume),
    ]
    for (name, columns) in [("six decimals", few), ("all digits", all)] {
        do throws(LineEncodingError) {
            let shape = try LineRows(
                "bars_1m", tags: [Point.Tag("symbol", "SYM00007")], fields: ["open", "high", "low", "close", "volume"])
            var bytes: [UInt8] = []
            bytes.reserveCapacity(rows * 160)
            let encoding = try fastest(repetitions) { () throws(LineEncodingError) in
                bytes.removeAll(keepingCapacity: true)
                _ = try shape.append(columns, times: series.start, to: &bytes)
            }
            report("encoded, columns", name, rows, bytes.count, encoding)
            benchmarkDecoding(bytes, name, rows, repetitions)
            benchmarkPoints(bytes, name, repetitions)
        } catch {
            print("line protocol failed: \(error.text)")
        }
    }
}

private func benchmarkDecoding(_ bytes: [UInt8], _ name: String, _ rows: Int, _ repetitions: Int) {
    for size in [1 << 16, bytes.count] {
        var sum = 0.0
        var lines = 0
        let seconds = fastest(repetitions) {
            (sum, lines) = (0, 0)
            var decoder = LineDecoder()
            var place = 0
            while place < bytes.count {
                let end = min(place + size, bytes.count)
                decoder.decode(bytes.span.extracting(place..<end)) { line in
                    lines += 1
                    if line.fields.count > 3, case .float(let close) = line.fields[3].value { sum += close }
                } bad: {
                    print($0.text(in: "benchmark"))
                }
                place = end
            }
        }
        let pieces = size == bytes.count ? "whole" : "pieces of \(size >> 10) KiB"
        report("decoded, \(pieces)", name, lines, bytes.count, seconds)
        if lines != rows { print("line protocol: \(lines) lines of \(rows)") }
        print("  sum of closes \(sum.rounded())")
    }
}

/// The convenient forms: a value for each line.
private func benchmarkPoints(_ bytes: [UInt8], _ name: String, _ repetitions: Int) {
    let some = Array(bytes.prefix(bytes.count / 10))
    var points: [Point] = []
    let decoding = fastest(repetitions) { points = LineDecoder.points(in: some.span).points }
    report("decoded, points", name, points.count, some.count, decoding)
    var encoder = LineEncoder()
    do throws(LineEncodingError) {
        let encoding = try fastest(repetitions) { () throws(LineEncodingError) in
            encoder.removeAll()
            for point in points { try encoder.append(point) }
        }
        report("encoded, points", name, points.count, encoder.bytes.count, encoding)
    } catch {
        print("line protocol failed: \(error.text)")
    }
}

private func fastest<Failure: Error>(
    _ repetitions: Int, _ body: () throws(Failure) -> Void
) throws(Failure) -> Double {
    var best = Double.infinity
    for _ in 0..<repetitions {
        let clock = ContinuousClock()
        let start = clock.now
        try body()
        best = min(best, Stopwatch.seconds(clock.now - start))
    }
    return best
}

private func report(_ what: String, _ data: String, _ lines: Int, _ bytes: Int, _ seconds: Double) {
    print(
        "line protocol \(what), \(data), \(lines) lines of \(bytes / max(lines, 1)) bytes: "
            + "\(Stopwatch.rate(Double(lines) / seconds)) lines/s, \(Int(Double(bytes) / seconds / 1e6)) MB/s")
}

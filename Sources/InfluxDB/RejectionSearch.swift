internal import HTTPClient

/// Stores a batch, and finds the lines of it that a server does not take.
///
/// 3 names the lines. 1.x and 2.x say a reason, which quotes the lines that cannot be read; the others are found by
/// sending halves again.
struct RejectionSearch {
    let client: InfluxClient
    let target: WriteTarget
    let options: InfluxWriter.Options
    let cancellation: Cancellation?
    var requests = 0
    private var rejected: [RejectedLine] = []

    init(client: InfluxClient, target: WriteTarget, options: InfluxWriter.Options, cancellation: Cancellation?) {
        self.client = client
        self.target = target
        self.options = options
        self.cancellation = cancellation
    }

    /// Stores a batch and tells which lines of it were rejected, in their order.
    mutating func store(_ batch: WriteBatch) throws(InfluxError) -> [RejectedLine] {
        try store(batch, Array(batch.ends.indices))
        return rejected.sorted { $0.number < $1.number }
    }

    private mutating func store(_ batch: WriteBatch, _ lines: [Int]) throws(InfluxError) {
        // Whoever gives up on so many need not know them all.
        guard !lines.isEmpty, rejected.count <= options.mostRejected else { return }
        requests += 1
        let outcome = try client.write(
            batch.joined(lines), to: target, gzipLevel: options.gzipLevel, cancellation: cancellation)
        switch outcome {
        case .stored: return
        case .rejected(let found):
            for (number, reason) in found where lines.indices.contains(number - 1) {
                reject(batch, lines[number - 1], reason)
            }
        case .tooLarge:
            guard lines.count > 1 else { return reject(batch, lines[0], "the line is longer than the server takes") }
            try storeHalves(batch, lines)
        case .unclear(let message):
            guard lines.count > 1 else { return reject(batch, lines[0], message) }
            let quoted = RejectionSearch.quotedLines(message, batch, lines)
            guard !quoted.isEmpty else { return try storeHalves(batch, lines) }
            for (line, reason) in quoted { reject(batch, line, reason) }
            let left = Set(quoted.map(\.line))
            try store(batch, lines.filter { !left.contains($0) })
        }
    }

    private mutating func storeHalves(_ batch: WriteBatch, _ lines: [Int]) throws(InfluxError) {
        let middle = lines.count / 2
        try store(batch, Array(lines[..<middle]))
        try store(batch, Array(lines[middle...]))
    }

    private mutating func reject(_ batch: WriteBatch, _ line: Int, _ reason: String) {
        let text = String(decoding: batch.line(line).prefix(200), as: UTF8.self)
        rejected.append(RejectedLine(number: batch.first + line + 1, text: text, reason: reason))
    }

    /// The lines that a reason quotes: `unable to parse 'm,a=1 1000': invalid field format`.
    private static func quotedLines(
        _ message: String, _ batch: WriteBatch, _ lines: [Int]
    ) -> [(line: Int, reason: String)] {
        let start = Array("unable to parse '".utf8)
        let bytes = Array(message.utf8)
        var places: [ArraySlice<UInt8>: [Int]] = [:]
        var found: [(line: Int, reason: String)] = []
        let starts = bytes.indices.filter { bytes[$0...].starts(with: start) }
        guard !starts.isEmpty else { return [] }
        for line in lines { places[batch.line(line), default: []].append(line) }
        for (index, place) in starts.enumerated() {
            let segment = bytes[(place + start.count)..<(index + 1 < starts.count ? starts[index + 1] : bytes.count)]
            for quote in segment.indices where segment[quote...].starts(with: "': ".utf8) {
                guard let known = places.removeValue(forKey: segment[..<quote]) else { continue }
                let reason = String(decoding: segment[(quote + 3)...].prefix { $0 != 10 }, as: UTF8.self)
                for line in known { found.append((line, reason)) }
                break
            }
        }
        return found
    }
}

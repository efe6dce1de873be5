import Core
import Foundation
import InfluxDB
import Synchronization
import TestSupport
import TimeSeries

@testable import DataSources

/// A double that keeps points of bars by time, and answers in the language of its generation.
///
/// Shapes: docs.influxdata.com/influxdb/v1/guides/query_data, the annotated CSV of influxdata/flux docs/SPEC.md, and the
/// JSON lines of the API reference of 3.
final class CollectedPointsDouble: Sendable {
    /// The fields of points by time, as they were written.
    let points = Mutex<[Int64: [String: String]]>([:])
    let requests = Mutex<[LoopbackServer.Request]>([])
    private let kind: InfluxKind

    init(_ kind: InfluxKind) { self.kind = kind }

    var writes: [LoopbackServer.Request] { requests.withLock { $0.filter { $0.path.contains("write") } } }
    /// What was asked, in its language.
    var questions: [String] {
        requests.withLock { $0.filter { $0.path.contains("query") } }.map { CollectedPointsDouble.question($0) }
    }

    func answer(_ request: LoopbackServer.Request) -> [LoopbackServer.Step] {
        requests.withLock { $0.append(request) }
        if request.path == "/ping" {
            switch kind {
            case .v1: return LoopbackServer.answer(204, headers: ["X-Influxdb-Version: 1.8.10"])
            case .v2: return LoopbackServer.answer(204, headers: ["X-Influxdb-Version: v2.7.1"])
            case .v3: return LoopbackServer.answer(200, "{\"version\":\"3.2.0\",\"revision\":\"x\"}")
            }
        }
        if request.path.contains("write") {
            take(request.body)
            return LoopbackServer.answer(204)
        }
        let question = CollectedPointsDouble.question(request)
        var rows = points.withLock { $0.sorted { $0.key < $1.key } }
        // 3 has no database before the first write to it.
        if kind == .v3, rows.isEmpty { return LoopbackServer.answer(404, "{\"error\":\"database not found: d b\"}") }
        if kind == .v2 { return flux(question, rows) }
        if question.contains("DESC LIMIT 2") {
            rows = rows.suffix(2).reversed()
        } else if let first = CollectedPointsDouble.number(in: question, after: "time >= "),
            let end = CollectedPointsDouble.number(in: question, after: "time < ")
        {
            rows = rows.filter { $0.key >= first && $0.key < end }
        } else {
            return LoopbackServer.answer(400, "{\"error\":\"error parsing query\"}")
        }
        return kind == .v1 ? chunk(rows) : lines(rows)
    }

    private static func question(_ request: LoopbackServer.Request) -> String {
        if let object = try? JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any] {
            return object["q"] as? String ?? object["query"] as? String ?? ""
        }
        var form = URLComponents()
        form.percentEncodedQuery = String(decoding: request.body, as: UTF8.self)
        return form.queryItems?.first { $0.name == "q" }?.value ?? ""
    }

    private func take(_ body: [UInt8]) {
        for line in String(decoding: body, as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: " ")
            guard let time = parts.last.flatMap({ Int64($0) }) else { continue }
            for field in parts[parts.count - 2].split(separator: ",") {
                let pair = field.split(separator: "=")
                points.withLock { $0[time, default: [:]][String(pair[0])] = String(pair[1]) }
            }
        }
    }

    private static func number(in text: String, after mark: String) -> Int64? {
        text.range(of: mark).flatMap { Int64(text[$0.upperBound...].prefix { $0.isNumber || $0 == "-" }) }
    }

    private static let fields = ["open", "high", "low", "close", "volume"]

    private func chunk(_ rows: [(key: Int64, value: [String: String])]) -> [LoopbackServer.Step] {
        let values = rows.map { row in
            "[" + ([String(row.key)] + Self.fields.map { row.value[$0] ?? "null" }).joined(separator: ",") + "]"
        }
        let names = (["time"] + Self.fields).map { "\"\($0)\"" }.joined(separator: ",")
        let series = "{\"name\":\"bar\",\"columns\":[\(names)],\"values\":[\(values.joined(separator: ","))]}"
        return LoopbackServer.answer(
            200, "{\"results\":[{\"statement_id\":0\(rows.isEmpty ? "" : ",\"series\":[\(series)]")}]}\n")
    }

    private func lines(_ rows: [(key: Int64, value: [String: String])]) -> [LoopbackServer.Step] {
        let lines = rows.map { row in
            let time = Timestamp(nanoseconds: row.key).description.dropLast()
            let values = Self.fields.compactMap { name in row.value[name].map { ",\"\(name)\":\($0)" } }
            return "{\"iox::measurement\":\"bar\",\"time\":\"\(time)\"\(values.joined())}\n"
        }
        return LoopbackServer.answer(200, lines.joined(), type: "application/jsonl")
    }

    private func flux(_ question: String, _ rows: [(key: Int64, value: [String: String])]) -> [LoopbackServer.Step] {
        func instant(after mark: String) -> Int64? {
            question.range(of: mark).flatMap { found in
                TextStamp.parse(String(question[found.upperBound...].prefix { !",)".contains($0) }))?.instant
                    .nanoseconds
            }
        }
        var names = Self.fields
        var kept = rows
        if question.contains("last()") {
            (names, kept) = ([], Array(rows.suffix(1)))
        } else if let first = instant(after: "start: "), let end = instant(after: "stop: ") {
            kept = rows.filter { $0.key >= first && $0.key < end }
        }
        guard !kept.isEmpty else { return LoopbackServer.answer(200, "\r\n", type: "text/csv") }
        let text = """
            #datatype,string,long,dateTime:RFC3339\(names.map { _ in ",double" }.joined())\r
            #group,false,false,false\(names.map { _ in ",false" }.joined())\r
            #default,_result,,\(names.map { _ in "," }.joined())\r
            ,result,table,_time\(names.map { ",\($0)" }.joined())\r

            """
        let lines = kept.map { row in
            ",,0,\(Timestamp(nanoseconds: row.key))\(names.map { "," + (row.value[$0] ?? "") }.joined())\r\n"
        }
        return LoopbackServer.answer(200, text + lines.joined() + "\r\n", type: "text/csv")
    }
}

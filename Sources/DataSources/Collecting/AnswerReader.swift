import Core
import HTTPClient
import TimeSeries

/// Reads answers as a mapping says.
struct AnswerReader: Sendable {
    let mapping: EndpointMapping
    let every: Timeframe
    let calendar: TradingCalendar
    let calendarName: String

    /// The zone of times without an offset.
    var zone: ZoneOffsets { mapping.zone ?? calendar.zone }

    /// The rows of an answer.
    ///
    /// - Parameters:
    ///   - url: The address as messages may show it.
    ///   - now: When the answer came: the time of quotes that carry none.
    func page(
        _ body: [UInt8], head: HTTPHead, url: String, symbol: String, now: Timestamp
    ) throws(CollectError) -> AnswerPage {
        switch mapping.format {
        case .csv:
            return AnswerPage(rows: try csvRows(body, head: head, url: url, symbol: symbol), token: nil)
        case .json:
            guard let root = AnswerTree(body) else {
                throw .answer(
                    url: url, .notJSON(type: head["content-type"] ?? "", begins: AnswerReader.beginning(of: body)))
            }
            if let text = message(in: root, symbol: symbol) { throw .answer(url: url, .message(text)) }
            var token: String?
            if let page = mapping.page, let value = page.token.value(in: root, symbol: symbol) {
                switch value {
                case .text(let text) where !text.isEmpty: token = text
                case .whole(let number): token = String(number)
                default: break
                }
            }
            let rows = try jsonRows(root, url: url, symbol: symbol, now: now)
            return AnswerPage(rows: rows, token: token)
        }
    }

    /// What an endpoint says of an error in the body of a refusal.
    func message(ofRefusal body: String, symbol: String) -> String? {
        AnswerTree(Array(body.utf8)).flatMap { message(in: $0, symbol: symbol) }
    }

    private func message(in root: AnswerTree, symbol: String) -> String? {
        guard let path = mapping.message, case .text(let text)? = path.value(in: root, symbol: symbol), !text.isEmpty
        else { return nil }
        return text
    }

    /// The first bytes of a body in one printable line.
    static func beginning(of body: [UInt8]) -> String {
        let text = String(decoding: body.prefix(60), as: UTF8.self)
        return String(
            String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : $0 }))
    }

    // MARK: CSV

    private func csvRows(
        _ body: [UInt8], head: HTTPHead, url: String, symbol: String
    ) throws(CollectError) -> BarRows {
        if body.allSatisfy({ $0 <= 32 }) { return AnswerPage.empty(symbol: symbol) }
        var options = CSVReadOptions(
            symbol: symbol, stamp: mapping.stamp, zone: mapping.zone?.name, calendar: calendarName, threads: 1,
            hashesSources: false)
        if case .intraday(let length) = every { options.barLength = length }
        for column in mapping.columns {
            guard let use = ColumnUse(field: column.field) else { continue }
            options.columns[use] = column.place
        }
        let (found, expected): (String, String)
        do throws(DataError) {
            let file = try ReadFile(
                SourceBytes.copy(of: body, name: url), options: options, wantsTicks: mapping.givesQuotes)
            var context = LoadContext(options)
            if mapping.givesQuotes { return try quoteRows(file, &context, symbol: symbol) }
            guard let rows = try file.rows(&context).first(where: { $0.symbol == symbol }) else {
                return AnswerPage.empty(symbol: symbol)
            }
            guard let far = rows.stamps.first(where: { $0.magnitude > TimeForm.farthest }) else {
                return onSessions(rows)
            }
            (found, expected) = (Timestamp(nanoseconds: far).description, "a time from 1680 to 2259")
        } catch {
            switch error {
            case .file(_, .headerOnly): return AnswerPage.empty(symbol: symbol)
            case .header(_, _, let problem):
                // A page of HTML, or a sentence, has no header: what it begins with says more than what it lacks.
                throw .answer(
                    url: url,
                    .notCSV(
                        type: head["content-type"] ?? "", begins: AnswerReader.beginning(of: body),
                        problem: "\(problem)"))
            default: throw .data(error)
            }
        }
        throw .answer(url: url, .wrongValue(row: 0, field: "time", found: found, expected: expected))
    }

    private func quoteRows(
        _ file: ReadFile, _ context: inout LoadContext, symbol: String
    ) throws(DataError) -> BarRows {
        let prices = file.values(.price) ?? []
        let sizes = file.values(.size) ?? [Double](repeating: .nan, count: prices.count)
        return BarRows(
            symbol: symbol, stampKind: .starts, stamps: try file.resolvedInstants(&context), open: prices,
            high: prices, low: prices, close: prices, volume: sizes, content: .closes)
    }

    // MARK: Stamps

    /// Rows of sessions by date, whatever time of day their endpoint stamps them with.
    func onSessions(_ given: BarRows) -> BarRows {
        guard every == .day, given.stampKind != .dates, !mapping.givesQuotes else { return given }
        var rows = given
        let shift: Int64 = given.stampKind == .ends ? -1 : 0
        rows.stamps = given.stamps.map { stamp in
            Timestamp(calendar.zone.localDate(at: Timestamp(nanoseconds: stamp + shift))).nanoseconds
        }
        rows.stampKind = .dates
        return rows
    }
}

extension ColumnUse {
    /// The use of a field of an endpoint.
    fileprivate init?(field: EndpointMapping.Field) { self.init(rawValue: field.rawValue) }
}

import Core
import HTTPClient
import TimeSeries

extension BarCollector {
    /// What came of one or more requests.
    struct Received {
        /// Rows of stretches that came whole, one behind the other.
        var rows: BarRows
        /// The last row that lies before what was asked for, and how many do.
        var before: (count: Int, last: Int64)?
        /// Why it does not go on to the present.
        var fault: CollectError?
    }

    /// The rows of a symbol from an instant until now, of as many requests as that takes; those that came before a failure
    /// count.
    mutating func received(_ symbol: String, from start: Timestamp) -> Received {
        var all = Received(rows: AnswerPage.empty(symbol: symbol))
        let end = clock.now()
        let span = plan.endpoint.length(plan.every)?.longestSpan
        var from = start
        // What begins later has nothing yet.
        while from <= end {
            let to = span.map { Timestamp(nanoseconds: min(from.nanoseconds + $0, end.nanoseconds)) } ?? end
            var rows: BarRows
            do throws(CollectError) { rows = try pages(symbol, from: from, to: to) } catch {
                all.fault = error
                return all
            }
            let count = rows.count
            // Endpoints that count in days give more than was asked for.
            let isLast = to >= end
            noteEarlier(rows, than: from, in: &all)
            rows.keep(rows.stamps.indices.filter { isAsked(rows, $0, from: from, to: isLast ? nil : to) })
            all.rows.append(rows)
            if let limit = plan.endpoint.limit, count >= limit, let next = follower(of: rows), next > from {
                from = next
            } else if !isLast {
                from = to
            } else {
                return all
            }
        }
        return all
    }

    private func noteEarlier(_ rows: BarRows, than from: Timestamp, in all: inout Received) {
        let earlier = rows.stamps.indices.filter {
            rows.stamps[$0] < from.nanoseconds && !isAsked(rows, $0, from: from, to: nil)
        }
        guard let last = earlier.map({ rows.stamps[$0] }).max() else { return }
        all.before = ((all.before?.count ?? 0) + earlier.count, max(last, all.before?.last ?? last))
    }

    /// Whether a row lies in the stretch of a request.
    private func isAsked(_ rows: BarRows, _ row: Int, from: Timestamp, to: Timestamp?) -> Bool {
        let stamp = rows.stamps[row]
        switch rows.stampKind {
        case .dates: return stamp >= Timestamp(plan.calendar.zone.localDate(at: from)).nanoseconds
        case .starts: return stamp >= from.nanoseconds && to.map { stamp < $0.nanoseconds } ?? true
        case .ends: return stamp > from.nanoseconds && to.map { stamp <= $0.nanoseconds } ?? true
        }
    }

    /// Where the next request begins behind the rows of a full answer.
    private func follower(of rows: BarRows) -> Timestamp? {
        guard let last = rows.stamps.max() else { return nil }
        switch rows.stampKind {
        case .dates: return plan.calendar.zone.instant(ofLocal: Timestamp(nanoseconds: last + Timestamp.day))
        case .ends: return Timestamp(nanoseconds: last)
        case .starts:
            if plan.kind == .bars, case .intraday(let length) = plan.every {
                return Timestamp(nanoseconds: last + length)
            }
            return Timestamp(nanoseconds: last + (plan.endpoint.requestTime.unit ?? 1))
        }
    }

    /// The rows of one stretch, page by page.
    private mutating func pages(
        _ symbol: String, from: Timestamp, to: Timestamp
    ) throws(CollectError) -> BarRows {
        var rows = AnswerPage.empty(symbol: symbol)
        var ask = EndpointRequests.Ask(symbol: symbol, start: from, end: to)
        var count = 0
        while count < plan.mostPages {
            let page = try page(ask)
            count += 1
            rows.append(page.rows)
            guard let token = page.token else { return rows }
            // Whoever gives the same token again would do so for ever.
            if token == ask.token { break }
            ask.token = token
        }
        let url = HTTPRequest.printable(requests.request(ask).url)
        throw .answer(url: url, .endlessPages(count: count))
    }

    /// One answer; asked for again where it was cut off on its way or the server stumbled.
    private mutating func page(_ ask: EndpointRequests.Ask) throws(CollectError) -> AnswerPage {
        let request = requests.request(ask)
        let url = HTTPRequest.printable(request.url)
        let retries = client.options.retries
        var attempt = 0
        while true {
            try takeTurn()
            let answer: (head: HTTPHead, body: [UInt8])
            do throws(HTTPError) {
                answer = try client.body(of: request, cancellation: cancellation)
            } catch {
                if case .cancelled = error { throw .cancelled }
                attempt += 1
                guard isPassing(error), attempt < retries.attempts else { throw failure(error, symbol: ask.symbol) }
                let wait = min(retries.longestWait, retries.firstWait * Double(1 << min(attempt - 1, 30)))
                clock.wait(wait * retries.jitter(), cancellation)
                continue
            }
            do throws(CollectError) {
                return try reader.page(
                    answer.body, head: answer.head, url: url, symbol: ask.symbol, now: clock.now())
            } catch {
                throw error.redacted(requests.redacting)
            }
        }
    }

    /// Waits until the host may be asked again.
    private mutating func takeTurn() throws(CollectError) {
        while true {
            if cancellation.isCancelled { throw .cancelled }
            let now = clock.now().nanoseconds
            let left = pace.wait(at: now)
            guard left > 0 else {
                pace.note(at: now)
                return
            }
            clock.wait(Double(left) / 1e9, cancellation)
        }
    }

    /// Whether a failure may pass: those that the client repeats by itself are not among them.
    private func isPassing(_ error: HTTPError) -> Bool {
        switch error {
        case .cutOff(_, let received, _): received > 0
        case .status(_, let status, _): status == 500
        default: false
        }
    }

    private func failure(_ error: HTTPError, symbol: String) -> CollectError {
        guard case .status(let url, let status, let body) = error else { return .request(error, said: nil) }
        let safe = requests.redacting(String(decoding: body, as: UTF8.self))
        return .request(
            .status(url: url, status: status, body: Array(safe.utf8)),
            said: reader.message(ofRefusal: safe, symbol: symbol))
    }
}

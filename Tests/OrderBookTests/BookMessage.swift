import OrderBook

/// A message to a book, so that one sequence can be played on several.
enum BookMessage {
    case submit(BookOrder)
    case cancel(OrderIdentifier)
    case cancelAll(ParticipantIdentifier)
    case modify(OrderIdentifier, price: Ticks, size: Lots, isPostOnly: Bool)
    case beginAuction(BookAuction)
    case uncross(reference: Ticks?)
    case halt
    case close
    case bands(PriceBands?)

    func play<Sink: BookEventSink>(on book: inout LimitOrderBook, _ sink: inout Sink) {
        switch self {
        case .submit(let order): book.submit(order, into: &sink)
        case .cancel(let identifier): book.cancel(identifier, into: &sink)
        case .cancelAll(let participant): book.cancelAll(of: participant, into: &sink)
        case .modify(let identifier, let price, let size, let isPostOnly):
            book.modify(identifier, price: price, size: size, isPostOnly: isPostOnly, into: &sink)
        case .beginAuction(let auction): book.beginAuction(auction, into: &sink)
        case .uncross(let reference): book.uncross(reference: reference, into: &sink)
        case .halt: book.halt(into: &sink)
        case .close: book.close(into: &sink)
        case .bands(let bands): book.setBands(bands)
        }
    }

    func play(on book: inout NaiveBook) {
        switch self {
        case .submit(let order): book.submit(order)
        case .cancel(let identifier): book.cancel(identifier)
        case .cancelAll(let participant): book.cancelAll(of: participant)
        case .modify(let identifier, let price, let size, let isPostOnly):
            book.modify(identifier, price: price, size: size, isPostOnly: isPostOnly)
        case .beginAuction(let auction): book.beginAuction(auction)
        case .uncross(let reference): book.uncross(reference: reference?.rawValue)
        case .halt: book.halt()
        case .close: book.close()
        case .bands(let bands): book.bands = bands
        }
    }
}

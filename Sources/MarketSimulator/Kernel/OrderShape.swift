/// When an order may trade, as a message says it.
enum OrderShape: UInt8 {
    case limit, market, stop, stopLimit
}

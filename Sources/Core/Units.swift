/// A price in the instrument's currency, per unit.
public typealias Price = Double

/// A number of units (shares, contracts, coins): positive is long, negative is short where a sign is meant.
public typealias Quantity = Double

/// An amount of money in the currency of the account.
public typealias Cash = Double

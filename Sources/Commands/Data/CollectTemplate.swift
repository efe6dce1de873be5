/// The config that `backtest data collect --example` prints.
enum CollectTemplate {
    static let text = """
        # backtest data collect FILE.yaml; every key: backtest schema --collect
        name: Apple and Microsoft, every minute
        collect:
          from: yahoo               # yahoo, stooq (daily), binance, declared, or
                                    # alpaca (keys in APCA_API_KEY_ID and APCA_API_SECRET_KEY)
          symbols: [AAPL, MSFT]
          every: 1m                 # the length of a bar; 1d is a session
          start: 2024-01-02         # how far back the first request goes; minutes are not kept for long everywhere
          calendar: XNYS            # 24/7 for coins
          repeat: 1m                # leave it out to ask once
          to: { csv: Data/collected }   # or an InfluxDB of 1.x, 2.x or 3:
          # to: { influxdb: { url: "http://localhost:8086", database: market, user: me, password_env: INFLUX_PASSWORD } }
          # to: { influxdb: { url: "http://localhost:8086", bucket: market, org: desk, token_env: INFLUX_TOKEN } }
          policies: { duplicates: last, nan: drop, ohlc: error }

        # Any other endpoint is declared in place of a preset:
        #
        # collect:
        #   from: declared
        #   url: https://prices.example.com/v1/candles?symbol={symbol}&from={start}&to={end}&token={key}
        #   key: { env: PRICES_KEY }      # keys stand in the environment or a file, never here
        #   headers: { X-API-Key: { file: /run/secrets/prices }, User-Agent: { text: research } }
        #   request_time: seconds         # how {start} and {end} are written
        #   rows: data.candles            # the way to the rows in the answer's JSON
        #   columns: { time: t, open: o, high: h, low: l, close: c, volume: v }
        #   time: milliseconds            # how the rows write times
        #   stamp: start                  # whether a time is the start or the end of its bar
        #   symbols: [EURUSD]
        #   every: 5m
        #   start: 2024-01-02
        #   calendar: 24/5
        #   rate: { requests: 5, per: 1s }
        #   to: { csv: Data/collected }
        #
        # A study reads what was collected: data: { glob: Data/collected/*.csv, stamp: start, calendar: XNYS }

        """
}

//! Wire-faithful stand-ins of WeChat, WeCom and SMS for development and tests.

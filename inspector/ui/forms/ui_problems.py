# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'problems.ui'
##
## Created by: Qt User Interface Compiler version 6.11.3
##
## WARNING! All changes made in this file will be lost when recompiling UI file!
################################################################################

from PySide6.QtCore import (QCoreApplication, QDate, QDateTime, QLocale,
    QMetaObject, QObject, QPoint, QRect,
    QSize, QTime, QUrl, Qt)
from PySide6.QtGui import (QBrush, QColor, QConicalGradient, QCursor,
    QFont, QFontDatabase, QGradient, QIcon,
    QImage, QKeySequence, QLinearGradient, QPainter,
    QPalette, QPixmap, QRadialGradient, QTransform)
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QSizePolicy, QStackedWidget,
    QVBoxLayout, QWidget)
class Ui_Problems(object):
    def setupUi(self, Problems):
        if not Problems.objectName():
            Problems.setObjectName(u"Problems")
        self.page = QHBoxLayout(Problems)
        self.page.setSpacing(0)
        self.page.setObjectName(u"page")
        self.page.setContentsMargins(0, 0, 0, 0)
        self.left = QWidget(Problems)
        self.left.setObjectName(u"left")
        self.left_column = QVBoxLayout(self.left)
        self.left_column.setSpacing(8)
        self.left_column.setObjectName(u"left_column")
        self.left_column.setContentsMargins(0, 12, 0, 0)
        self.search_slot = QWidget(self.left)
        self.search_slot.setObjectName(u"search_slot")

        self.left_column.addWidget(self.search_slot)

        self.filters_slot = QWidget(self.left)
        self.filters_slot.setObjectName(u"filters_slot")

        self.left_column.addWidget(self.filters_slot)

        self.lists = QStackedWidget(self.left)
        self.lists.setObjectName(u"lists")

        self.left_column.addWidget(self.lists)

        self.left_column.setStretch(2, 1)

        self.page.addWidget(self.left)

        self.cards = QStackedWidget(Problems)
        self.cards.setObjectName(u"cards")

        self.page.addWidget(self.cards)

        self.page.setStretch(0, 9)
        self.page.setStretch(1, 11)

        self.retranslateUi(Problems)
    # setupUi

    def retranslateUi(self, Problems):
        pass
    # retranslateUi


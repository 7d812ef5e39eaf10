# -*- coding: utf-8 -*-

################################################################################
## Form generated from reading UI file 'chooser.ui'
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
from PySide6.QtWidgets import (QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout,
    QWidget)
class Ui_Chooser(object):
    def setupUi(self, Chooser):
        if not Chooser.objectName():
            Chooser.setObjectName(u"Chooser")
        self.column = QVBoxLayout(Chooser)
        self.column.setSpacing(16)
        self.column.setObjectName(u"column")
        self.column.setContentsMargins(48, 32, 48, 32)
        self.heading = QWidget(Chooser)
        self.heading.setObjectName(u"heading")

        self.column.addWidget(self.heading)

        self.cards = QHBoxLayout()
        self.cards.setSpacing(16)
        self.cards.setObjectName(u"cards")
        self.recent_card = QWidget(Chooser)
        self.recent_card.setObjectName(u"recent_card")

        self.cards.addWidget(self.recent_card)

        self.new_card = QWidget(Chooser)
        self.new_card.setObjectName(u"new_card")

        self.cards.addWidget(self.new_card)

        self.cards.setStretch(0, 1)
        self.cards.setStretch(1, 1)

        self.column.addLayout(self.cards)


        self.retranslateUi(Chooser)
    # setupUi

    def retranslateUi(self, Chooser):
        pass
    # retranslateUi

